"""Words for what the anonymisation stage finds and does, by the names that its reports use."""

from collections.abc import Mapping

from federation.i18n import Message, msg

#: What was done with a column: `federation.model.ColumnDecision.action`.
ACTIONS: Mapping[str, Message] = {
    "keep": msg("kept"),
    "mask": msg("masked"),
    "redact": msg("emptied"),
    "generalise": msg("made less precise"),
    "pseudonymise": msg("replaced by a code"),
    "drop": msg("removed"),
    "withhold": msg("to be reviewed by a person"),
}

#: Kinds of personal data, by entity type.
ENTITIES: Mapping[str, Message] = {
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
