"""People are told once that a source fails and once that it works again, whatever breaks."""

import email
import email.policy
import json
import logging
import ssl
from datetime import UTC, datetime, timedelta

import dagster as dg
import pytest
from sqlalchemy import select

from federation.errors import FailureCode
from federation.i18n import msg
from federation.store.notifications import Channel, Notifications, Outcome
from federation.store.schema import notification
from federation.taxonomy import next_step
from orchestration.assets import build_assets
from orchestration.checks import build_checks
from orchestration.launch import run_sources
from orchestration.notify import notify_source
from orchestration.pipeline.progress import Silent
from orchestration.pipeline.tally import Tally
from orchestration.resources import FederationResource

SECRET = "b64-aufdemwegnachhause"
SOURCE = {
    "id": "panne",
    "connector": "ckan",
    "url": "http://127.0.0.1:9",
    "title": {"fr": "Portail de Lille"},
    "politeness": {"retries": 0, "timeout_seconds": 1},
}


FAILED = (FailureCode.SERVER, msg("The portal is out of order."))
TALLY = Tally("panne", "run").fail(*FAILED)


class Receiver:
    """A chat service: what was posted to it, and the status it answers."""

    def __init__(self):
        self.status = 200
        self.posted = []

    def __call__(self, request):
        assert (request.method, request.path) == ("POST", f"/hook/{SECRET}")
        assert request.headers["content-type"] == "application/json"
        if self.status == 200:
            self.posted.append(json.loads(request.body))
        return self.reply(self.status)


@pytest.fixture
def receiver(portals):
    server = portals("server")
    found = Receiver()
    found.reply = lambda status: server.Reply(status, b"ok")
    with server.Portal(found) as portal:
        found.url = f"{portal.url}/hook/{SECRET}"
        found.portal = portal
        yield found


@pytest.fixture
def certificate(portals, tmp_path):
    return portals("smtp").certificate(tmp_path / "localhost.pem")


@pytest.fixture
def mailbox(portals):
    with portals("smtp").Mailbox() as box:
        yield box


@pytest.fixture
def portal(portals):
    """A CKAN that can be switched off: `portal.down = 503`, or for some requests: `failures`."""
    ckan, server = portals("ckan"), portals("server")
    found = ckan.Ckan(server, [ckan.dataset(1, resources=[])])
    found.down, found.failures = None, 0

    def answer(request):
        if found.failures:
            found.failures -= 1
            return server.as_html(status=503)
        if found.down is not None:
            return server.as_html(status=found.down)
        return found(request)

    with server.Portal(answer) as running:
        found.url = running.url
        yield found


def mail(mailbox, **more):
    return {
        "host": "127.0.0.1",
        "port": mailbox.port,
        "security": "none",
        "sender": "partage@villes.example.org",
        "recipients": ["donnees@villes.example.org", "dsi@villes.example.org"],
        **more,
    }


def run_assets(federation):
    """A whole run through the assets, as the command does."""
    with federation.open() as workspace:
        return run_sources(workspace, federation.file, ["panne"], Silent())


def run(federation):
    """The same without Dagster, which takes seconds."""
    return federation.harvest("panne")


def states(federation):
    columns = notification.c
    query = select(columns.channel, columns.kind, columns.code, columns.state).order_by(columns.id)
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def read(letter):
    return email.message_from_bytes(letter.body, policy=email.policy.default)


def test_a_failure_and_a_recovery_are_told_once_each(federate, receiver, mailbox, portal):
    source = SOURCE | {"url": portal.url}
    federation = federate(source, notify={"webhook": receiver.url, "email": mail(mailbox)})
    portal.down = 503
    for _ in range(3):
        run(federation)
    (posted,) = receiver.posted
    assert len(mailbox.letters) == 1
    portal.down = 401
    run(federation)
    run(federation)
    assert [each["code"] for each in receiver.posted] == ["server", "auth"]
    portal.down = None
    for _ in range(3):
        run(federation)
    assert [each["kind"] for each in receiver.posted] == ["failure", "failure", "recovery"]
    assert len(mailbox.letters) == 3
    assert posted["source"] == "panne"
    portal.down = 503
    run(federation)
    portal.down = None
    run(federation)
    assert [each["kind"] for each in receiver.posted[3:]] == ["failure", "recovery"]
    assert receiver.posted[3]["since"] > posted["since"]


def test_a_source_that_never_failed_is_never_spoken_of(federate, receiver, mailbox, portal):
    source = SOURCE | {"url": portal.url}
    federation = federate(source, notify={"webhook": receiver.url, "email": mail(mailbox)})
    run(federation)
    run(federation)
    assert receiver.portal.requests == []
    assert mailbox.calls == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_webhook_gets_what_where_and_what_to_do(federate, receiver, language):
    federation = federate(SOURCE, notify={"webhook": receiver.url, "language": language})
    tally = run(federation)
    (posted,) = receiver.posted
    assert posted.pop("text").count("panne") >= 2
    began = datetime.fromisoformat(posted.pop("since"))
    assert timedelta(0) <= datetime.now(UTC) - began < timedelta(minutes=1)
    assert posted == {
        "federation": "essai",
        "source": "panne",
        "city": "lille",
        "kind": "failure",
        "code": "unreachable",
        "decision": "retry",
        "message": tally.error.render(language),
        "next_step": next_step(FailureCode.UNREACHABLE).render(language),
        "run_id": tally.run_id,
        "url": "http://127.0.0.1:8000/cities/lille",
    }


def test_a_recovery_has_no_code(federate, receiver, portal):
    federation = federate(SOURCE | {"url": portal.url}, notify={"webhook": receiver.url})
    portal.down = 503
    run(federation)
    portal.down = None
    run(federation)
    failure, recovery = receiver.posted
    assert recovery["kind"] == "recovery"
    assert recovery["since"] == failure["since"]
    for key in ("code", "decision", "message", "next_step"):
        assert recovery[key] is None


def test_the_letter_says_what_where_and_what_to_do(federate, mailbox):
    federation = federate(SOURCE, notify={"email": mail(mailbox), "language": "en"})
    tally = run(federation)
    (letter,) = mailbox.letters
    assert letter.sender == "partage@villes.example.org"
    assert letter.recipients == ["donnees@villes.example.org", "dsi@villes.example.org"]
    message = read(letter)
    assert message["Subject"] == "Essai: the source panne fails (unreachable)"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@villes.example.org>")
    assert message.get_content_type() == "text/plain"
    text = message.get_content()
    for words in (
        "Portail de Lille (panne)",
        tally.error.render("en"),
        next_step(FailureCode.UNREACHABLE).render("en"),
        "http://127.0.0.1:8000/cities/lille",
        tally.run_id,
    ):
        assert words in text


def test_a_title_cannot_forge_a_header(federate, mailbox):
    federation = federate(
        SOURCE,
        federation={"id": "essai", "titles": {"en": "Essai\nBcc: all@example.org"}},
        notify={"email": mail(mailbox), "language": "en"},
    )
    run(federation)
    message = read(mailbox.letters[0])
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Essai Bcc: all@example.org:")


def test_a_refused_notification_waits_for_the_next_run_and_is_then_given_up(
    federate, receiver, caplog
):
    federation = federate(SOURCE, notify={"webhook": receiver.url})
    receiver.status = 500
    run(federation)
    assert states(federation) == [("webhook", "failure", "unreachable", "pending")]
    receiver.status = 200
    run(federation)
    assert [each["code"] for each in receiver.posted] == ["unreachable"]
    assert states(federation) == [("webhook", "failure", "unreachable", "sent")]


def test_five_refusals_are_enough(federate, receiver, caplog):
    federation = federate(SOURCE, notify={"webhook": receiver.url})
    receiver.status = 503
    with federation.open() as workspace, caplog.at_level(logging.WARNING):
        workspace.sources.save_tally("panne", b"{}", error=FAILED, done=True)
        for _ in range(8):
            notify_source(workspace, TALLY)
    assert len(receiver.portal.requests) == 5
    assert states(federation) == [("webhook", "failure", "server", "abandoned")]
    assert "given up" in caplog.text
    assert SECRET not in caplog.text


def test_a_source_that_recovers_before_it_was_told_is_not_spoken_of(federate, receiver):
    federation = federate(SOURCE, notify={"webhook": receiver.url})
    receiver.status = 503
    with federation.open() as workspace:
        workspace.sources.save_tally("panne", b"{}", error=FAILED, done=True)
        notify_source(workspace, TALLY)
        receiver.status = 200
        workspace.sources.save_tally("panne", b"{}", done=True)
        notify_source(workspace, Tally("panne", "run"))
    assert receiver.posted == []
    assert states(federation) == [("webhook", "failure", "server", "abandoned")]


def test_what_may_have_arrived_is_not_sent_again(federate, portals, mailbox):
    """The receiver takes the notification and dies before it answers."""
    server = portals("server")
    hang_up = server.Reply(raw=True, close=True)
    mailbox.hangs_up = True
    with server.Portal(lambda request: hang_up) as portal:
        notify = {"webhook": f"{portal.url}/x", "email": mail(mailbox)}
        federation = federate(SOURCE, notify=notify)
        with federation.open() as workspace:
            workspace.sources.save_tally("panne", b"{}", error=FAILED, done=True)
            for _ in range(3):
                notify_source(workspace, TALLY)
        assert len(portal.requests) == 1
    assert len(mailbox.letters) == 1
    assert [row[3] for row in states(federation)] == ["sending", "sending"]


def test_what_cannot_be_told_fails_nothing_and_leaks_nothing(federate, mailbox, caplog):
    """Mail server and webhook both down: the run ends as it would have."""
    down = {
        "webhook": f"http://127.0.0.1:9/hook/{SECRET}",
        "email": mail(mailbox, port=9, user="partage", password=SECRET),
    }
    federation = federate(SOURCE, notify=down)
    with caplog.at_level(logging.DEBUG):
        (tally,) = run_assets(federation)
    assert tally.error_code is FailureCode.UNREACHABLE
    assert [row[3] for row in states(federation)] == ["pending", "pending"]
    assert SECRET not in caplog.text
    assert "donnees@villes" not in caplog.text


@pytest.mark.parametrize("password", ["right", "wrong"])
def test_the_password_goes_through_starttls_only(
    federate, portals, certificate, monkeypatch, caplog, password
):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with portals("smtp").Mailbox(context=context, users={"partage": "right"}) as box:
        settings = mail(
            box, host="localhost", security="starttls", user="partage", password=password
        )
        with caplog.at_level(logging.DEBUG):
            run(federate(SOURCE, notify={"email": settings}))
    if password == "right":
        assert [(each.encrypted, each.user) for each in box.letters] == [(True, "partage")]
    else:
        assert box.letters == []
        assert "535" in caplog.text


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_unknown_certificate_is_refused(federate, portals, certificate, security):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    smtp = portals("smtp")
    with smtp.Mailbox(context=context, tls=security == "tls") as box:
        settings = mail(box, host="localhost", security=security)
        federation = federate(SOURCE, notify={"email": settings})
        run(federation)
        assert box.letters == []
    assert [row[3] for row in states(federation)] == ["pending"]


def test_a_server_without_starttls_gets_no_password(federate, mailbox):
    mailbox.users = {"partage": "right"}
    settings = mail(mailbox, security="starttls", user="partage", password="right")
    run(federate(SOURCE, notify={"email": settings}))
    assert mailbox.letters == []


def test_a_recipient_refused_by_data_is_tried_again(federate, mailbox):
    mailbox.refuses = b"451 try later"
    federation = federate(SOURCE, notify={"email": mail(mailbox)})
    run(federation)
    assert [row[3] for row in states(federation)] == ["pending"]
    mailbox.refuses = b""
    run(federation)
    assert len(mailbox.letters) == 1


def test_nobody_is_told_while_the_run_tries_again(federate, receiver, portal):
    """Scheduled runs retry a transient failure: a hiccup is no news."""
    federation = federate(SOURCE | {"url": portal.url}, notify={"webhook": receiver.url})
    retry = dg.RetryPolicy(max_retries=1, delay=0)
    for failures, told in ((2, []), (99, ["server"])):
        portal.failures = failures
        with federation.open() as workspace:
            resource = FederationResource(file=str(federation.file), home=str(federation.home))
            resource.lend(workspace, Silent())
            result = dg.materialize(
                [*build_assets(workspace.settings, retry), *build_checks()],
                partition_key="panne",
                resources={"federation": resource},
                raise_on_error=False,
            )
        assert result.success is (told == [])
        assert [event for event in result.all_events if event.is_step_up_for_retry]
        assert [each["code"] for each in receiver.posted] == told


def test_a_stage_that_breaks_is_told_without_its_words(federate, receiver, portal, monkeypatch):
    """An unforeseen exception after the harvest: its text may quote a cell."""
    federation = federate(SOURCE | {"url": portal.url}, notify={"webhook": receiver.url})
    with federation.open() as workspace:
        # The lake's folder is a file: every stage that writes there breaks.
        workspace.home.joinpath("lake").write_text("Zenobie Vanhoutte")
        run_sources(workspace, federation.file, ["panne"], Silent())
        (posted,) = receiver.posted
        assert posted["code"] == "internal"
        assert "Vanhoutte" not in json.dumps(posted)


def test_two_processes_send_a_notification_once(federate):
    federation = federate(SOURCE)
    with federation.open() as workspace:
        outbox = Notifications(workspace.database)
        outbox.queue_failure("panne", Channel.EMAIL, "server", "2026-01-01T00:00:00Z", b"{}")
        outbox.queue_failure("panne", Channel.EMAIL, "server", "2026-01-01T00:00:00Z", b"{}")
        (waiting,) = outbox.waiting("panne", Channel.EMAIL)
        assert outbox.take(waiting.id)
        assert not outbox.take(waiting.id)
        assert outbox.settle(waiting.id, Outcome.SENT) == "sent"
        assert outbox.waiting("panne", Channel.EMAIL) == []
