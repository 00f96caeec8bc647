"""Search as people type it: sixty queries written by hand, on the certifications that ship."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from repositories.store import Store
from tests.support.shipped import shipped
from tests.support.stores import World
from tests.support.world import Api

QUERIES = """
soudeur                                   RNCP34172
Soudeuse                                  RNCP34172
soudeur industriel                        RNCP34172
controle qualite                          RNCP37268 MQ 2000 0186 MQ 2004 0233
agent controle qualité                    RNCP37268 MQ 2000 0186
MQ 1989 0021                              MQ 1989 0021
mq89 04 59 0021                           MQ 1989 0021
0021                                      MQ 1989 0021
rncp37268                                 RNCP37268
RNCP 37268                                RNCP37268
rncp3726                                  RNCP37268
mainten indus                             RNCP36376 MQ 1989 0021 RNCP37150 RNCP35282
opérateur maintenance industrielle        RNCP36376 MQ 1989 0021
technicien maintenance industrielle       RNCP35282 RNCP35191 CQPI TECHNICIEN DE MAINTENANCE INDUSTRIELLE
tuyauteur                                 RNCP34180 MQ 1991 0093
TUYAUTEUSE                                RNCP34180 MQ 1991 0093
ajusteur aeronefs                         RNCP36086 MQ 2000 0187
ajusteur-assembleur                       RNCP36086 MQ 2000 0187
ajusteuse monteuse                        MQ 1988 0044 RNCP24895 RNCP36737
chaudronnier naval                        RNCP39883 RNCP35885
chaudronnerie                             RNCP36870 RNCP34858 RNCP29885 RNCP38337
bac pro chaudronnerie                     RNCP29885 RNCP38337
bts fonderie                              RNCP35345 RNCP37956
cap electricien                           RNCP30328 RNCP38401
métallier                                 RNCP35700 RNCP32231
peintre aéronautique                      RNCP36979
peintre                                   RNCP37136 RNCP36979
polisseuse                                RNCP38471
rectifieur                                RNCP37734
tourneur                                  RNCP36236
fraiseur                                  RNCP32299
usinage commande numérique                RNCP38622 MQ 2014 0300 RNCP34175 MQ 1988 0009
technicien usinage                        RNCP38622 MQ 2014 0300 RNCP35182
fabrication additive                      RNCP36028 RNCP36027 RNCP36029
additive poudre                           RNCP36027
inspecteur qualite                        RNCP34239
technicien qualité                        RNCP34177 MQ 1992 0101
ascenseurs                                RNCP36922 RNCP36923
ascenseur technicien                      RNCP36923
portes automatiques                       RNCP36891 MQ 2005 0241
bobinage                                  RNCP36453
electro bobinier                          RNCP36451
cableur aéronautique                      RNCP36700 MQ 2001 0206
câbleur équipements électriques           RNCP36869 MQ 2004 0230
circuit imprimé                           RNCP36736 MQ 1995 0130
robinetterie                              MQ 1996 0145 RNCP37165
etancheur                                 RNCP36475
logistique production                     RNCP37330
agent logistique                          CQPI AGENT LOGISTIQUE
animateur equipe                          CQPI ANIMATEUR D EQUIPE DOMAINE INDUSTRIEL RNCP36311
conducteur équipements industriels        CQPI CONDUCTEUR D EQUIPEMENTS INDUSTRIELS
presse injecter                           RNCP36276
presse emboutir                           RNCP36474
forgeage                                  RNCP36872
repoussage                                MQ 2002 0219
station service                           MQ 2006 0256
electronique embarquee                    MQ 2009 0285
dessinateur                               RNCP34572 MQ 1988 0002
vendeur                                   RNCP37410
lean                                      RNCP36614
responsable equipe                        RNCP36303
pompe à chaleur                           RNCP36198
metrologie                                RNCP38901
tôlerie                                   RNCP34301 MQ 1989 0020
"""
"""A search, then the codes that a person may mean by it; two editions of one certification are as good."""
TITLES = "query($q: String!) { certifications(search: $q, first: 3) { nodes { code title } totalCount } }"


@pytest.fixture
def world() -> World:
    return shipped


@pytest.fixture
async def shipped_api(one_store: Store) -> AsyncIterator[Api]:
    """The service over the shipped facts."""
    async with Api.over(one_store) as made:
        yield made


async def asked(api: Api, query: str) -> Any:
    return (await api.data(TITLES, {"q": query}, None))["certifications"]


async def test_a_search_that_says_nothing_lists_everything(shipped_api: Api) -> None:
    assert (await asked(shipped_api, "  "))["totalCount"] == 194


@pytest.mark.parametrize(
    "query", ["<script>", "'; drop", "\u0000", "$where", "RNCP99999999", "zzzz", "🙂", "soudeur zzz"]
)
async def test_what_nobody_awards_is_not_found(shipped_api: Api, query: str) -> None:
    assert (await asked(shipped_api, query))["totalCount"] == 0


async def test_ten_kilobytes_are_no_search(shipped_api: Api) -> None:
    answer = await shipped_api.post(TITLES, {"q": "soudeur " * 1_280}, None)
    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_pages_of_a_search_follow_one_another_both_ways(shipped_api: Api) -> None:
    query = """query($a: String, $b: String, $f: Int, $l: Int) { certifications(search: "technicien", first: $f, after: $a,
      last: $l, before: $b) { nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"""
    whole = (await shipped_api.data(query, {"f": 100}, None))["certifications"]
    seen: list[str] = []
    after = None
    while True:
        page = (await shipped_api.data(query, {"f": 4, "a": after}, None))["certifications"]
        seen += [node["code"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [node["code"] for node in whole["nodes"]]
    assert len(seen) == whole["totalCount"]
    back = (await shipped_api.data(query, {"l": 3, "b": after}, None))["certifications"]
    assert [node["code"] for node in back["nodes"]] == seen[-4:-1]


async def test_sixty_queries_find_what_a_person_means_first(shipped_api: Api) -> None:
    lines = [line for line in QUERIES.splitlines() if line]
    wrong = []
    for line in lines:
        query, meant = line[:42].strip(), line[42:]
        nodes = (await asked(shipped_api, query))["nodes"]
        if not nodes or f" {nodes[0]['code']} " not in f" {meant} ":
            wrong.append((query, [node["title"] for node in nodes]))
    assert len(lines) >= 60
    assert wrong == []
