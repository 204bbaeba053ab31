"""After a run of a source: queue what is news, send what waits, keep how it went."""

import logging
from collections.abc import Callable, Mapping

from federation import codec
from federation.settings import FederationSettings
from federation.store.notifications import (
    Channel,
    Delivery,
    Notification,
    Notifications,
    Outcome,
)
from orchestration.notify import mail, webhook
from orchestration.notify.notice import Notice, body, notice_of, subject, text
from orchestration.pipeline.boundary import place_of
from orchestration.pipeline.tally import Tally
from orchestration.pipeline.workspace import Workspace

log = logging.getLogger("partage.notify")

Sender = Callable[[Notice, str], Outcome]


def notify_source(workspace: Workspace, tally: Tally) -> None:
    """Tell that a source fails or works again, never twice the same; never fails itself.

    To be called once the run has ended and its outcome is stored.
    """
    try:
        senders = _senders(workspace.settings)
        notice = notice_of(workspace.settings, tally) if senders else None
        if notice is None:
            return
        outbox = Notifications(workspace.database)
        for channel, sender in senders.items():
            _queue(outbox, channel, notice)
            for waiting in outbox.waiting(notice.source, channel):
                _send(outbox, waiting, sender)
    except Exception as error:  # noqa: BLE001 - a run that ended well ends well, told or not
        place_of(error, tally.source_id)


def _senders(settings: FederationSettings) -> Mapping[Channel, Sender]:
    """How to send through each channel that federation.yaml names."""
    notify = settings.notify
    language = notify.language
    senders: dict[Channel, Sender] = {}
    if (url := notify.webhook) is not None:
        senders[Channel.WEBHOOK] = lambda notice, since: webhook.post(
            settings, url, body(notice, since, language)
        )
    if (server := notify.email) is not None:
        senders[Channel.EMAIL] = lambda notice, since: mail.send(
            server, subject(notice, language), text(notice, since, language)
        )
    return senders


def _queue(outbox: Notifications, channel: Channel, notice: Notice) -> None:
    document = codec.dumps(notice)
    if notice.code is None:
        outbox.queue_recovery(notice.source, channel, document)
    elif (since := outbox.failing_since(notice.source)) is not None:
        outbox.queue_failure(notice.source, channel, notice.code.value, since, document)


def _send(outbox: Notifications, waiting: Notification, sender: Sender) -> None:
    if not outbox.take(waiting.id):
        return
    notice = codec.loads(Notice, waiting.document)
    state = outbox.settle(waiting.id, sender(notice, waiting.since))
    if state is Delivery.ABANDONED:
        log.error(
            "%s: the notification by %s was refused too often and is given up; see notify in "
            "federation.yaml",
            waiting.source_id,
            waiting.channel.value,
        )
