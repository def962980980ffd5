"""A collection made by a script, with copies whose truth is known: stories, copies of them in several ways, disclaimers that many print.

Sentences come from a small grammar of ours and a seeded generator: stories share phrases by chance, and no more."""
import random

FIRST = "Ada Boris Carla Deniz Erik Fatima Goran Hana Ivan Joan Karim Lena Marek Nadia Omar Petra Quentin Rosa Samir Tove".split()
LAST = "Lind Hale Moreno Aydin Solberg Rahimi Petrov Kimura Duric Marsh Novak Okoye Bauer Costa Dahl Evans Farkas Grant Holm Ivarsson".split()
ROLE = ["the harbour master", "the finance minister", "a police spokesman", "the mayor", "an official", "a union leader", "the foreign ministry",
        "a diplomat", "the company", "the opposition leader", "the health ministry", "a court clerk", "the regional governor", "two witnesses"]
DEED = "closed sold rebuilt blocked searched flooded opened bought seized repaired moved painted emptied guarded measured rented".split()
KIND = ("old northern small empty wooden public stolen broken new heavy narrow private famous dry muddy secret second last foreign green "
        "cheap quiet distant modern rusty").split()
THING = ("bridge ferry mill silo station school warehouse mast road archive tunnel market dam hospital barracks vineyard chapel quarry railway "
         "library airfield pier prison garden depot").split()
WHERE = "Halden Marlow Strelsau Kessler Ansel Bramley Torvik Ostrow Lindau Merano Tarn Velik Sorrel Quenby Rastow Ulmen".split()
WORDS = ("while after before because although although winter river council letter answer morning village engine budget soldier captain harvest "
         "window lawyer teacher market weather silence number paper signal shadow border summer factory doctor journey quarrel promise lesson hunger "
         "was were had could would should never often hardly soon again twice without with under behind near across against their some every "
         "another few many most quick late early loud soft long short deep wide bitter honest careful angry certain tired").split()
SAYS = ["{who}, {role} in {where}, said on {day} that the {thing} had been {deed}, {salad}.",
        "{Role} denied that the {thing} near {where} was {deed} {salad}.",
        "“The {thing} was {deed},” {who} said, “and {salad}.”", "{who} accused {where} of having {deed} the {thing} {salad}.",
        "According to {role}, the {thing} of {where} was {deed}, {salad}.",
        "{n} people saw the {thing} on {day}, {salad}, and {who} counted {m} of them."]
DAY = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DISCLAIMER = ("This article was prepared with material from several sources and is provided without any warranty as to its accuracy; readers who "
              "wish to report an error may write to the editors, who answer every letter within the week in which it reaches them.")
OUTLETS = ["The Bay Post", "The Marlow Mail", "Halden Courier", "Reuters", "The Evening Lamp", "Vine Valley News", "KCNA", "The Ostrow Gazette"]


def sentence(dice):
    pick = dice.choice
    role = pick(ROLE)
    return pick(SAYS).format(who=f"{pick(FIRST)} {pick(LAST)}", role=role, Role=role[0].upper() + role[1:], where=pick(WHERE), day=pick(DAY),
                             deed=pick(DEED), thing=f"{pick(KIND)} {pick(THING)}", salad=" ".join(dice.choices(WORDS, k=dice.randrange(6, 12))),
                             n=dice.randrange(10000), m=dice.randrange(1000))


def paragraph(dice):
    return " ".join(sentence(dice) for _ in range(dice.randrange(2, 4)))


def articles(n, seed=1, paragraphs=(3, 6)):
    """n records with `text`, `url`, `outlet`, `published`, and `story`, the number of the story that it is a copy of; a third are copies."""
    dice, made, bodies = random.Random(seed), [], []
    for i in range(n):
        if bodies and dice.random() < 0.33:
            story = dice.randrange(len(bodies))
            body = list(bodies[story])
            kind = dice.randrange(3)
            if kind == 1:
                body = body[:max(2, len(body) - 1)]
            elif kind == 2:
                body = [paragraph(dice)] + body + [paragraph(dice)]
        else:
            story = len(bodies)
            body = [paragraph(dice) for _ in range(dice.randrange(*paragraphs))]
            bodies.append(body)
        if i % 4 == 0:
            body = body + [DISCLAIMER]
        head = f"{dice.choice(WHERE)} and the {dice.choice(KIND)} {dice.choice(THING)}"
        made.append({"text": "\n\n".join([head, *body]), "url": f"http://news.example/{i:06}", "outlet": dice.choice(OUTLETS),
                     "published": f"2024-{1 + i % 12:02}-{1 + i % 28:02}", "story": story})
    return made
