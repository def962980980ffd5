"""A made corpus whose whole trace is known: 65 articles of outlets, agencies, copies, corrections, denials, independent origins.

`articles()` gives records for JSON Lines; TRACES what `hearsay trace` must find of them. All text is ours; the states are real, since hearsay knows
their names, and nothing in it happened.
"""

# ---- Story 1: one agency, eighteen copies, one independent paper, two denials ------------------------------------------------
DRONES = ["""Israel's defence minister, Dov Halperin, told Reuters on Tuesday that Iran had delivered 200 drones to Sudan. The drones left the port of
Bandar Abbas in two ships and were unloaded at night, Halperin said, and crews from the coast were told to keep away from the quay until morning.""",
          """Traders on the coast said they had seen crates under tarpaulin, and a harbour pilot said the quay was closed for a day without notice. The ships left
again before dawn with their lights out, the pilot said, and nobody on the quay was allowed to write down their names.""",
          """Sudan has fought a war against a militia since the spring of last year, and both sides have looked abroad for help. Aid agencies said that the
fighting had cut off two towns on the river, where bread has tripled in price and the only clinic has no fuel for its generator."""]
DRONES_COPIES = ["Bay Post", "Hill Courier", "Evening Star", "Northern Echoes", "Lakeside Herald", "Marlow Mail", "Daily Compass", "Southgate News",
                 "Valley Tribune", "Harbour Gazette", "Morning Lantern", "Weekly Ledger", "Coast Observer", "Plains Reporter", "Island Times",
                 "Border Chronicle", "Capital Sentinel", "River Dispatch"]
DRONES_OWN = ["""Claire Fontaine, a French diplomat, said on Thursday that Iran had delivered drones to Sudan. Fontaine said the deal had been agreed
last winter in Port Sudan over two long dinners, and that the first invoice was paid in gold.""",
              """She showed a reporter photographs of long boxes on a lorry. The boxes had numbers painted on their sides in white, and a soldier in the picture
was smoking with his back to the camera."""]
DRONES_DENIAL = ["""Iran has denied that it delivered drones to Sudan. "We have never delivered drones to Sudan," Iran's foreign minister Reza Karimi said on
Friday at a news conference in Tehran that lasted eleven minutes.""",
                 """Karimi took no questions about the port and left by a side door. A spokesman later handed out a page about grain and pistachios."""]
DRONES_DENIAL_2 = ["""Sudan's ambassador Osman Badawi said on Saturday that Iran had not delivered drones to Sudan. Badawi spoke at a hotel in Geneva, where he
had come to ask for tents and medicine.""",
                   """He said that the photographs showed pipes for a well, and that he would bring one to the next meeting so that everybody could touch it."""]

# ---- Story 2: a paper cites another one ----------------------------------------------------------------------------------------
MAYOR = ["""Police arrested the mayor of Ostrava, Karel Havlik, on Monday. Four officers came to the town hall shortly after
seven and carried away nine boxes of paper and a typewriter.""",
         """Havlik was in his office when they came. The secretary was told to stand in the corridor, and the council met that evening without him for the
first time since the floods."""]
MAYOR_CITED = {
    "Prague Digest": ["""The Ostrava Courier reported that police had arrested the mayor of Ostrava, Karel Havlik. Trams ran late in the whole district because of the crowd
in front of the town hall.""", """People had come with thermos flasks and folding chairs, as if for a football match, and some of them stayed until the lamps went on."""],
    "Moravia Today": ["""The Ostrava Courier said that the mayor of Ostrava, Karel Havlik, was arrested by police. Nobody at the town hall answered the
telephone on Tuesday.""", """A cleaner said that the clock in the hall had been stopped. Children had drawn a cell with bars on the pavement outside, in blue chalk."""],
}

# ---- Story 3: state media and their state: related, not folded -----------------------------------------------------------------
MISSILE_KCNA = ["""The state news agency KCNA said that North Korea had attacked a South Korean patrol boat with rockets. The boat had crossed the line near
Yeonpyeong twice that week, and warnings by loudspeaker had not been answered.""",
                """Fishermen were told to stay in harbour for three days. The sea was calm, and the crab season had only just begun on both sides of the line."""]
MISSILE_MINISTER = ["""Ri Chol Su, the North Korean defence minister, said on Monday that North Korea had attacked a South Korean patrol boat with rockets. Ri spoke at a
parade ground in Wonsan in front of some two thousand sailors.""",
                    """He praised the gunners by name and gave each of them a wristwatch. The band played twice, and the rain that had been forecast held off until the
evening."""]
MISSILE_SEOUL = ["""Han Min Jae, the South Korean president, said on Monday that North Korea had attacked a South Korean patrol boat with rockets. Two sailors were hurt by
splinters, Han said, and the boat reached Incheon under its own power.""",
                 """He called a meeting of his security council for the afternoon. Shares fell by a hundredth and rose again before the exchange closed."""]

# ---- Story 4: a correction ---------------------------------------------------------------------------------------------------------
BANK = ["""Eva Lindgren, the Swedish finance minister, said that Sweden had imposed sanctions on the Belarusian bank Zorka. Accounts in Malmo and in
Gothenburg were frozen at noon, and the bank's branch manager was asked to hand over her keys.""",
        """The branch had twelve customers, most of them students. A sign on its door said that it would open again at two, and somebody had crossed that
out with a pencil."""]
BANK_NO = ["""Sweden's foreign ministry said on Thursday that Sweden had not imposed sanctions on the Belarusian bank Zorka. The list that was published had
been a draft, the ministry said, and a clerk had taken it for the final one.""",
           """The keys were returned the same evening with a bunch of tulips. The customers were told by letter that their money was where it had been."""]

# ---- Story 5: a headline on nobody's word, above a body with a name --------------------------------------------------------------
ENVOY = ["""Inga Kalnina, the Latvian interior minister, said on Monday that Latvia had expelled a Belarusian diplomat. Kalnina said that the envoy was given two
days to pack and that a van had been ordered for the fish tank.""",
         """Neighbours in the quiet street said that the lights had been on all night. A boy on a scooter was given a football that did not fit into any box."""]
ENVOY_2 = ["""The Latvian interior minister, Inga Kalnina, told reporters that Latvia had expelled a Belarusian diplomat. She read from a sheet of paper and
folded it four times when she was done.""",
           """The embassy's flag was taken in at noon. Nobody answered the bell, and a courier left a parcel of cheese on the wall."""]

FILLER_TOPICS = [
    ("the orchard", "apples", "frost", "ladders"), ("the library", "shelves", "damp", "readers"), ("the ferry", "ropes", "fog", "deckhands"),
    ("the bakery", "loaves", "an oven", "apprentices"), ("the observatory", "lenses", "clouds", "astronomers"), ("the tannery", "hides", "a flood", "dyers"),
    ("the brass band", "trumpets", "a broken van", "drummers"), ("the beekeepers", "hives", "mites", "children"), ("the quarry", "granite", "dust", "masons"),
    ("the allotments", "leeks", "slugs", "pensioners"), ("the velodrome", "tyres", "rain", "cyclists"), ("the puppet theatre", "strings", "moths", "carvers"),
    ("the lighthouse", "oil", "gulls", "keepers"), ("the chess club", "clocks", "a power cut", "juniors"), ("the glassworks", "sand", "heat", "blowers"),
    ("the swimming bath", "tiles", "rust", "divers"), ("the archive", "maps", "mice", "clerks"), ("the vineyard", "grapes", "hail", "pickers"),
    ("the mill", "flour", "drought", "carters"), ("the choir", "scores", "a cough", "altos"), ("the kennels", "leads", "thunder", "walkers"),
    ("the print shop", "ink", "a strike of bad luck", "typesetters"), ("the ice rink", "skates", "a thaw", "skaters"), ("the nursery garden", "seedlings", "wind", "gardeners"),
    ("the model railway", "sleepers", "a leak", "engineers"), ("the sail loft", "canvas", "salt", "riggers"), ("the clockmaker", "springs", "dust", "collectors"),
    ("the potters", "clay", "cracks", "glazers"), ("the fencing hall", "masks", "sweat", "beginners"), ("the rope walk", "hemp", "rats", "spinners"),
    ("the cider press", "pulp", "wasps", "neighbours"), ("the toy museum", "bears", "sunlight", "curators"), ("the hill farm", "ewes", "snow", "shepherds"),
]


def text(title, paragraphs):
    return "\n\n".join([title] + [" ".join(p.split()) for p in paragraphs])


def record(name, outlet, date, title, paragraphs):
    return {"id": name, "outlet": outlet, "published": date, "text": text(title, paragraphs)}


def articles():
    out = [record("drones-reuters", "Reuters", "2024-04-02", "Crates at the port", DRONES)]
    for i, outlet in enumerate(DRONES_COPIES):
        shown = DRONES if i % 3 == 0 else DRONES[:2] if i % 3 == 1 else [DRONES[0] + " (Reuters)", DRONES[1]]
        out.append(record("drones-copy-%d" % i, outlet, "2024-04-%02d" % (3 + i % 2), "Night at the quay: %s" % outlet, shown))
    out += [
        record("drones-own", "Le Quai", "2024-04-04", "Drones in long boxes", DRONES_OWN),
        record("drones-denial", "Gulf Wire", "2024-04-05", "Eleven minutes in Tehran", DRONES_DENIAL),
        record("drones-denial-2", "Geneva Post", "2024-04-06", "Pipes, not drones", DRONES_DENIAL_2),
        record("mayor", "Ostrava Courier", "2024-05-06", "Boxes carried from town hall", MAYOR),
    ]
    for i, (outlet, paragraphs) in enumerate(MAYOR_CITED.items()):
        out.append(record("mayor-cited-%d" % i, outlet, "2024-05-07", "Crowd at the town hall", paragraphs))
    out += [
        record("boat-kcna", "KCNA Watch Daily", "2024-06-02", "Patrol boat hit", MISSILE_KCNA),
        record("boat-minister", "Wonsan Letter", "2024-06-03", "Wristwatches for gunners", MISSILE_MINISTER),
        record("boat-seoul", "Incheon Journal", "2024-06-03", "Two sailors hurt", MISSILE_SEOUL),
        record("bank", "Baltic Business", "2024-07-10", "Branch closed at noon", BANK),
        record("bank-correction", "Baltic Business", "2024-07-11", "Correction: branch is open", BANK_NO),
    ]
    out += [
        record("envoy", "Riga Herald", "2024-07-20", "Officials say Latvia expelled a Belarusian diplomat", ENVOY),
        record("envoy-2", "Daugava Post", "2024-07-20", "Latvia expels Belarusian diplomat", ENVOY_2),
    ]
    for i, (place, things, trouble, people) in enumerate(FILLER_TOPICS):
        out.append(record("filler-%d" % i, "The Slow Gazette", "2024-08-%02d" % (1 + i % 28), "A year at %s" % place, [
            "It was a quiet year at %s, where the %s were counted twice and %s did less harm than anybody had feared when the days grew short." % (place, things, trouble),
            "The %s met on Thursdays, as they have since the war, and drank tea from tin cups under a picture of a horse." % people]))
    return out


# What a query must find: how many articles tell it, how many independent origins affirm it, and who stands where.
TRACES = [
    {"query": "Iran delivered drones to Sudan", "articles": 22, "independent_origins": 2,
     "asserts": {"Dov Halperin", "Claire Fontaine"}, "denies": {"Iran", "Reza Karimi", "Osman Badawi"},
     "origin_articles": {"Dov Halperin": 19, "Claire Fontaine": 1, "Reza Karimi": 1, "Osman Badawi": 1}, "copies": {"Dov Halperin": 18}},
    {"query": "Police arrested the mayor of Ostrava", "articles": 3, "independent_origins": 1, "asserts": {"Ostrava Courier"}, "denies": set(),
     "because": {"cited by", "same actor"}},
    {"query": "North Korea attacked a South Korean patrol boat", "articles": 3, "independent_origins": 3,
     "asserts": {"KCNA", "Ri Chol Su", "Han Min Jae"}, "denies": set(), "related": {("KCNA", "Ri Chol Su")}},
    {"query": "Sweden imposed sanctions on the Belarusian bank Zorka", "articles": 2, "independent_origins": 1, "asserts": {"Eva Lindgren"},
     "denies": {"ministry"}},
    {"query": "Latvia expelled a Belarusian diplomat", "articles": 2, "independent_origins": 1, "asserts": {"Officials", "Inga Kalnina", "Daugava Post"},
     "denies": set(), "origin_articles": {"Inga Kalnina": 2}, "because": {"headline", "same actor"}},
]
