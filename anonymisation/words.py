"""Words for what a report holds in short names: decisions, who decided, findings, operators."""

from federation.i18n import Message, msg

ACTIONS = {
    "keep": msg("kept"),
    "mask": msg("masked"),
    "redact": msg("emptied"),
    "generalise": msg("made less precise"),
    "pseudonymise": msg("replaced by a code"),
    "drop": msg("removed"),
    "withhold": msg("to be reviewed by a person"),
}

SOURCES = {
    "own": msg("rule of the administration"),
    "schema": msg("field of the schema"),
    "meaning": msg("name of the column"),
    "content": msg("name of the column and its values"),
    "risk": msg("risk of recognising somebody"),
    "none": msg("what was found in the cells"),
}

ENTITIES = {
    "PERSON": msg("names of persons"),
    "OFFICIAL": msg("names of elected or public officials"),
    "EMAIL": msg("e-mail addresses"),
    "EMAIL_FUNCTIONAL": msg("e-mail addresses of services"),
    "PHONE": msg("phone numbers"),
    "PHONE_FIXED": msg("landline phone numbers"),
    "PHONE_SERVICE": msg("phone numbers of services"),
    "ADDRESS": msg("postal addresses"),
    "ADDRESS_PUBLIC": msg("addresses of public places"),
    "BIRTH_DATE": msg("dates of birth"),
    "NIR": msg("French social security numbers"),
    "FR_SPI": msg("French tax numbers"),
    "ES_NIF": msg("Spanish identity or tax numbers"),
    "ES_NSS": msg("Spanish social security numbers"),
    "BE_NRN": msg("Belgian national register numbers"),
    "SN_NIN": msg("Senegalese identity numbers"),
    "EC_CEDULA": msg("Ecuadorian identity card numbers"),
    "MX_CURP": msg("Mexican population register numbers"),
    "MX_RFC": msg("Mexican tax numbers"),
    "TN_CIN": msg("Tunisian identity card numbers"),
    "MA_CIN": msg("Moroccan identity card numbers"),
    "VN_CCCD": msg("Vietnamese identity card numbers"),
    "ID_DOCUMENT": msg("numbers of identity papers"),
    "IP_ADDRESS": msg("network addresses (IP)"),
    "MAC_ADDRESS": msg("addresses of devices (MAC)"),
    "HANDLE": msg("names of accounts"),
    "COORDINATES": msg("coordinates"),
    "PARCEL": msg("cadastral parcels"),
    "IBAN": msg("bank account numbers"),
    "CARD": msg("bank card numbers"),
    "LICENSE_PLATE": msg("vehicle plates"),
}

OPERATORS = {
    "mask": msg("replaced by a word"),
    "redact": msg("emptied"),
    "year": msg("cut to the year"),
    "month": msg("cut to the month"),
    "band": msg("put in bands"),
    "street": msg("cut to the street"),
    "area": msg("cut to the commune"),
    "department": msg("cut to the department"),
    "grid": msg("moved to a grid"),
    "pseudonymise": msg("replaced by a code"),
    "drop": msg("removed"),
    "withhold": msg("withheld"),
    "placeholder": msg("replaced by a word"),
    "empty": msg("emptied, or the row could be recognised"),
    "one-decimal": msg("coordinates cut to one decimal"),
    "whole-degree": msg("coordinates cut to the degree"),
    "rare": msg("rare values put together"),
    "rarer": msg("rare values put together, more of them"),
    "review": msg("sole traders, masked until a data officer decides"),
}


def word(table: dict[str, Message], name: str) -> Message:
    """The words for a short name; the name itself, without underscores, when there are none."""
    family = name.partition("-")[0]  # "band-10"
    return (
        table.get(name) or table.get(family) or msg("%(name)s", name=name.replace("_", " ").lower())
    )
