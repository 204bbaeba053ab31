"""Licences: those of the EU list, and those that open data may be under.

EU authority table "licence" (publications.europa.eu/resource/authority/licence). Open: conforming
to the Open Definition 2.1 (opendefinition.org/licenses), for data.
"""

import re

_EU = "http://publications.europa.eu/resource/authority/licence/"

#: Every code of the EU list.
_EU_CODES = """
    0BSD AGPL_3_0 APACHE_1_1 APACHE_2_0 APL_1_0 APSL_2_0 ARTISTIC_1_0 ARTISTIC_2_0 BSD_2_CLAUSE
    BSD_3_CLAUSE BSD_3_CLAUSE_LBNL BSD_PLUS_PATENT BSL_1_0 CATOSL_1_1 CC0 CC_BY CC_BYNC CC_BYNCND
    CC_BYNCND_1_0 CC_BYNCND_2_0 CC_BYNCND_2_5 CC_BYNCND_3_0 CC_BYNCND_4_0 CC_BYNCSA CC_BYNCSA_1_0
    CC_BYNCSA_2_0 CC_BYNCSA_2_5 CC_BYNCSA_3_0 CC_BYNCSA_4_0 CC_BYNC_1_0 CC_BYNC_2_0 CC_BYNC_2_5
    CC_BYNC_3_0 CC_BYNC_4_0 CC_BYND CC_BYND_1_0 CC_BYND_2_0 CC_BYND_2_5 CC_BYND_3_0 CC_BYND_4_0
    CC_BYSA CC_BYSA_1_0 CC_BYSA_2_0 CC_BYSA_2_5 CC_BYSA_3_0 CC_BYSA_3_0_NL CC_BYSA_4_0 CC_BY_1_0
    CC_BY_2_0 CC_BY_2_5 CC_BY_3_0 CC_BY_3_0_AT CC_BY_3_0_NL CC_BY_4_0 CC_PDM_1_0 CDDL_1_0
    CECILL_2_1 CLARIN_ACA_1_0 CNRI_PYTHON COM_REUSE CPAL_1_0 CPL_1_0 DLDE_BYNC_1_0 DLDE_BY_1_0
    DLDE_BY_2_0 DLDE_ZERO_2_0 ECL_1_0 ECL_2_0 ECOS_2_0 EFL_1_0 EFL_2 ENTESSA EPL_1_0 EPL_2_0
    EUPL_1_0 EUPL_1_1 EUPL_1_2 EU_DATAGRID FAIR FRAMEWORX_1_0 GNU_FDL GNU_FDL_1_1 GNU_FDL_1_2
    GNU_FDL_1_3 GPL_2_0 GPL_3_0 HPND HROD IODL_1_0 IODL_2_0 IPA IPL_1_0 ISA_OML ISC LGPL_2_1
    LGPL_3_0 LILIQ_P_1_1 LILIQ_RPLUS_1_1 LILIQ_R_1_1 LPL_1_0 LPL_1_02 LPPL_1_3C MIROS MIT MOTOSOTO
    MPL_1_0 MPL_1_1 MPL_2_0 MS_PL MS_RL MULTICS NASA_1_3 NAUMEN NCSA NGPL NLOD_1_0 NLOD_2_0 NOKIA
    NPOSL_3_0 NTP OCLC_2_0 ODC_BL ODC_BY ODC_PDDL OFL_1_1 OGL_1_0 OGL_2_0 OGL_3_0 OGL_NC
    OGL_ROU_1_0 OGTSL OPL_2_1 OSL_1_0 OSL_2_1 OSL_3_0 PHP_3_0 POSTGRE_SQL PSEUL PYTHON_2_0 QPL_1_0
    RPL_1_1 RPL_1_5 RPSL_1_0 RSCPL SIMPL_2_0 SLEEPYCAT SPL_1_0 UCL_1_0 UPL_1_0 VSL_1_0 W3C
    WATCOM_1_0 WXWINDOWS XNET ZLIB ZPL_2_0
"""
EU_LICENCES = frozenset(_EU_CODES.split())
#: Codes of the EU list that are open, whatever their version. Not NC, not ND.
_OPEN_CODE = re.compile(
    r"^(?:CC0|CC_PDM|CC_BY(?!N)|CC_BYSA|COM_REUSE|DLDE_BY_|DLDE_ZERO|GNU_FDL|IODL|MIT$|NLOD|ODC_|"
    r"OGL_[1-3]|OGL_ROU|EUPL)"
)
#: Open licences that the EU list does not hold: France's.
_OPEN_ELSEWHERE = re.compile(
    r"spdx\.org/licenses/etalab|etalab\.gouv\.fr/.*licence|licence-ouverte|open-licence", re.I
)


def in_eu_list(uri: str | None) -> bool:
    """Whether a licence is one of the EU list, by its URI."""
    return (uri or "").startswith(_EU) and _code(uri) in EU_LICENCES


def is_open(uri: str | None) -> bool:
    """Whether a licence lets anybody reuse the data for anything."""
    if in_eu_list(uri):
        return bool(_OPEN_CODE.match(_code(uri)))
    return bool(uri and _OPEN_ELSEWHERE.search(uri))


def _code(uri: str | None) -> str:
    return (uri or "").rstrip("/").rsplit("/", 1)[-1]
