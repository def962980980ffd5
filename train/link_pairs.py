"""Pairs of sentences made from frames, in the form of tests/linking: of each it is known whether the two hold one claim.

usage: link_pairs.py fit|measure [--seed N]

A frame is a deed told in several ways, its denial, another deed of the same parties; its slots are filled from lists, so that a pair with another
filler is another claim, and one with the parties exchanged never the same. The frames of `fit` and of `measure` have no deed in common."""
import argparse
import random

STATES = [("Iran", "Tehran", "Iranian"), ("Russia", "Moscow", "Russian"), ("Turkey", "Ankara", "Turkish"), ("Sudan", "Khartoum", "Sudanese"),
          ("Serbia", "Belgrade", "Serbian"), ("Norway", "Oslo", "Norwegian"), ("Kenya", "Nairobi", "Kenyan"), ("Peru", "Lima", "Peruvian"),
          ("Poland", "Warsaw", "Polish"), ("Vietnam", "Hanoi", "Vietnamese"), ("Egypt", "Cairo", "Egyptian"), ("Cuba", "Havana", "Cuban")]
PEOPLE = ["Marta Weil", "Henrik Solberg", "Odette Faure", "Tomas Reyk", "Irina Malova", "Samuel Okafor", "Clara Benning", "Yusuf Demir"]
FIRMS = ["Larkmoor", "Nordsil", "Vestacorp", "Skyward", "Hellering", "Quantral"]
TOWNS = ["Ostrava", "Lyon", "Cork", "Tartu", "Bergen", "Cusco", "Mombasa", "Izmir"]
DAYS = ["in March 2021", "in May 2022", "in October 2020", "in January 2023"]
NUMBERS = ["40", "200", "17", "6", "350"]

# {A}, {B}: states; {Ac}, {Bc}: their capitals; {Aa}, {Ba}: their adjectives; {P}, {F}, {T}, {N}, {D}: person, firm, town, number, time.
FIT = [
    {"same": ["{A} delivered {N} drones to {B}.", "{N} drones were delivered to {B} by {A}, officials said.",
              "{Ac} has supplied {B} with {N} drones, a diplomat said."],
     "denial": "{A} denied that it had delivered drones to {B}.",
     "deed": ["{A} sold oil to {B}.", "{A} recalled its ambassador from {B}."], "roles": True, "slot": "N"},
    {"same": ["{A} expelled {N} diplomats of {B}.", "{N} {Ba} diplomats were expelled by {A}.",
              "{Ac} has ordered {N} {Ba} diplomats to leave, state television said."],
     "denial": "{A} denied reports that it had expelled {Ba} diplomats.",
     "deed": ["{A} welcomed the foreign minister of {B}.", "{A} lent money to {B}."], "roles": True, "slot": "N"},
    {"same": ["{A} imposed sanctions on {B} {D}.", "{D} {Ac} imposed sanctions on {B}.",
              "Sanctions were imposed on {B} by {A} {D}, the ministry said."],
     "denial": "{A} said that it had not imposed sanctions on {B}.",
     "deed": ["{A} signed a trade agreement with {B} {D}.", "{A} sent doctors to {B} {D}."], "roles": True, "slot": "D"},
    {"same": ["Police arrested the mayor of {T}.", "The mayor of {T} was arrested by police.",
              "The mayor of {T} has been detained by police, his lawyer said."],
     "denial": "Police denied that they had arrested the mayor of {T}.",
     "deed": ["The mayor of {T} opened a new library.", "Police found a bomb in {T}."], "roles": False, "slot": "T"},
    {"same": ["{F} closed its plant in {T}.", "The plant in {T} was closed by {F}.", "{F} has shut its factory in {T}, the union said."],
     "denial": "{F} denied that it had closed its plant in {T}.",
     "deed": ["{F} opened a shop in {T}.", "{F} sued the city of {T}."], "roles": False, "slot": "T"},
    {"same": ["{P} resigned as chairman of {F}.", "The chairman of {F}, {P}, has resigned.",
              "{P} stepped down as chairman of {F}, the company said."],
     "denial": "{P} has not resigned as chairman of {F}, the company said.",
     "deed": ["{P} bought shares of {F}.", "{P} praised the workers of {F}."], "roles": False, "slot": "P"},
    {"same": ["{A} shelled a hospital in {B}.", "A hospital in {B} was shelled by {Aa} forces.",
              "{Aa} troops have shelled a hospital in {B}, witnesses said."],
     "denial": "{A} denied that its forces had shelled a hospital in {B}.",
     "deed": ["{A} rebuilt a bridge in {B}.", "{A} evacuated its citizens from {B}."], "roles": True, "slot": None},
    {"same": ["A flood killed {N} people in {T}.", "{N} people were killed in a flood in {T}.",
              "The flood in {T} has killed {N} people, rescuers said."],
     "denial": "It is not true that a flood killed {N} people in {T}, officials said.",
     "deed": ["A train hit a lorry in {T}.", "A festival drew crowds to {T}."], "roles": False, "slot": "T"},
    {"same": ["{A} agreed to sell {N} tanks to {B}.", "{Ac} has agreed to the sale of {N} tanks to {B}.",
              "{A} will sell {N} tanks to {B} under an agreement, a minister said."],
     "denial": "{A} denied that it had agreed to sell tanks to {B}.",
     "deed": ["{A} asked {B} to extradite a banker.", "{A} invited {B} to a summit."], "roles": True, "slot": "N"},
    {"same": ["The court sentenced {P} to {N} years in prison.", "{P} was sentenced to {N} years in prison by the court.",
              "{P} must go to prison for {N} years, the court ruled."],
     "denial": "The court did not sentence {P} to prison, a spokeswoman said.",
     "deed": ["The court heard {P} as a witness.", "{P} wrote a book about the court."], "roles": False, "slot": "P"},
    {"same": ["{P} accused {F} of hiding losses.", "{F} was accused by {P} of hiding losses.", "{F} hid losses, {P} alleged."],
     "denial": "{F} rejected the accusation by {P} that it had hidden losses.",
     "deed": ["{P} thanked {F} for a donation.", "{P} joined the board of {F}."], "roles": False, "slot": "F"},
    {"same": ["{A} trained rebels from {B} {D}.", "{D} rebels from {B} were trained by {A}.",
              "{Ac} has trained {Ba} rebels {D}, a report said."],
     "denial": "{A} rejected claims that it had trained rebels from {B}.",
     "deed": ["{A} returned stolen statues to {B} {D}.", "{A} bought wheat from {B} {D}."], "roles": True, "slot": "D"},
]
MEASURE = [
    {"same": ["{A} invaded {B} {D}.", "{D} {Aa} troops invaded {B}.", "{B} was invaded by {A} {D}, the envoy said."],
     "denial": "{A} denied that it had invaded {B}.",
     "deed": ["{A} opened an embassy in {B} {D}.", "{A} cancelled the debts of {B} {D}."], "roles": True, "slot": "D"},
    {"same": ["{A} released {N} prisoners from {B}.", "{N} {Ba} prisoners were released by {A}.",
              "{Ac} has freed {N} prisoners from {B}, their families said."],
     "denial": "{A} denied that it had released prisoners from {B}.",
     "deed": ["{A} hired engineers from {B}.", "{A} beat {B} at football."], "roles": True, "slot": "N"},
    {"same": ["{A} banned imports of beef from {B}.", "Imports of beef from {B} were banned by {A}.",
              "{Ac} announced that it had banned {Ba} beef imports."],
     "denial": "{A} has not banned imports of beef from {B}, a spokesman said.",
     "deed": ["{A} praised the elections in {B}.", "{A} sent ships to {B}."], "roles": True, "slot": None},
    {"same": ["{A} accused {B} of hacking its ministry.", "{B} hacked the ministry of {A}, {Ac} alleged.",
              "{B} was accused by {A} of hacking its ministry."],
     "denial": "{B} denied that it had hacked the ministry of {A}.",
     "deed": ["{A} asked {B} for water.", "{A} borrowed a satellite from {B}."], "roles": True, "slot": None},
    {"same": ["{F} bought the airline {P2} for {N} million dollars.", "The airline {P2} was bought by {F} for {N} million dollars.",
              "{F} has acquired the airline {P2} for ${N} million, it said."],
     "denial": "{F} denied reports that it had bought the airline {P2}.",
     "deed": ["{F} sued the airline {P2}.", "{F} repaired planes of the airline {P2}."], "roles": False, "slot": "P2"},
    {"same": ["{P} won the election in {T}.", "The election in {T} was won by {P}.", "{P} has won the vote in {T}, officials said."],
     "denial": "{P} did not win the election in {T}, the commission said.",
     "deed": ["{P} gave a concert in {T}.", "{P} sold a house in {T}."], "roles": False, "slot": "P"},
    {"same": ["A fire destroyed the museum of {T}.", "The museum of {T} was destroyed by a fire.",
              "The museum of {T} has burned down, firefighters said."],
     "denial": "The museum of {T} was not destroyed by a fire, the director said.",
     "deed": ["Thieves robbed the museum of {T}.", "The museum of {T} showed old maps."], "roles": False, "slot": "T"},
    {"same": ["Workers occupied the offices of {F} in {T}.", "The offices of {F} in {T} were occupied by workers.",
              "Workers have occupied the {T} offices of {F}, a union leader said."],
     "denial": "{F} denied that workers had occupied its offices in {T}.",
     "deed": ["Workers repaired the offices of {F} in {T}.", "{F} moved its offices to {T}."], "roles": False, "slot": "F"},
    {"same": ["{P} paid {N} million dollars to {P3}.", "{P3} received {N} million dollars from {P}.",
              "{P3} was paid {N} million dollars by {P}, the prosecutor said."],
     "denial": "{P} denied that he had paid money to {P3}.",
     "deed": ["{P} married {P3}.", "{P} insulted {P3}."], "roles": True, "slot": "N"},
    {"same": ["{A} offered asylum to {P}.", "{P} was offered asylum by {A}.", "{Ac} has offered {P} asylum, the foreign ministry said."],
     "denial": "{A} denied that it had offered asylum to {P}.",
     "deed": ["{A} gave a medal to {P}.", "{A} fined {P}."], "roles": False, "slot": "P"},
    {"same": ["{A} moved troops to the border with {B}.", "Troops were moved to the border with {B} by {A}.",
              "{Ac} has moved soldiers to the {Ba} border, satellite pictures show."],
     "denial": "{A} denied moving troops to the border with {B}.",
     "deed": ["{A} built a railway to the border with {B}.", "{A} opened the border with {B}."], "roles": True, "slot": None},
    {"same": ["Doctors in {T} found a new virus in {N} patients.", "A new virus was found in {N} patients by doctors in {T}.",
              "Doctors in {T} have discovered a new virus in {N} patients, a paper says."],
     "denial": "Doctors in {T} did not find a new virus, the ministry said.",
     "deed": ["Doctors in {T} went on strike.", "Doctors in {T} bought new beds."], "roles": False, "slot": "T"},
]


def filling(draw):
    (a, ac, aa), (b, bc, ba) = draw.sample(STATES, 2)
    p, p3 = draw.sample(PEOPLE, 2)
    f, p2 = draw.sample(FIRMS, 2)
    return {"A": a, "Ac": ac, "Aa": aa, "B": b, "Bc": bc, "Ba": ba, "P": p, "P3": p3, "F": f, "P2": p2, "T": draw.choice(TOWNS),
            "N": draw.choice(NUMBERS), "D": draw.choice(DAYS)}


def exchanged(slots):
    return {**slots, "A": slots["B"], "Ac": slots["Bc"], "Aa": slots["Ba"], "B": slots["A"], "Bc": slots["Ac"], "Ba": slots["Aa"],
            "P": slots["P3"], "P3": slots["P"]}


def another(slots, slot, draw):
    """The same with one filler changed."""
    while True:
        other = filling(draw)
        if other[slot] != slots[slot]:
            return {**slots, slot: other[slot]}


def told(template, slots):
    out = template.format(**slots)
    return out[0].upper() + out[1:]


def pairs(frames, draw, fillings=4):
    for frame in frames:
        for _ in range(fillings):
            slots = filling(draw)
            same = [told(t, slots) for t in frame["same"]]
            yield "+ same", same[0], same[1]
            yield "+ same", same[draw.randrange(2)], same[2]
            yield "~ denial", draw.choice(same), told(frame["denial"], slots)
            yield "- deed", draw.choice(same), told(draw.choice(frame["deed"]), slots)
            if frame["roles"]:
                yield "- roles", draw.choice(same), told(draw.choice(frame["same"]), exchanged(slots))
            if frame["slot"]:
                kind = "- time" if frame["slot"] == "D" else "- detail"
                yield kind, draw.choice(same), told(draw.choice(frame["same"]), another(slots, frame["slot"], draw))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("part", choices=("fit", "measure"))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for kind, first, second in pairs(FIT if args.part == "fit" else MEASURE, random.Random(args.seed)):
        print(kind, first, second, "", sep="\n")


if __name__ == "__main__":
    main()
