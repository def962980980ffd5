"""The network of src/model/README.md in PyTorch: one encoder, several heads, the same tensor names as the weight file.

Shapes: B windows, P pieces a window ([CLS] first), W words a window, H hidden. Rows past a window's end are padding.
"""
import json
import math

import torch
import torch.nn.functional as F
from torch import nn

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ENTITIES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-other", "I-other")
UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
MENTIONS = ("none", "person", "organization", "place", "event", "object", "abstract", "animal", "plant", "substance", "time")
NESTED = ("O", "B-cue", "I-cue")
LINKS = ("cue_source", "content_cue", "content_source")
NESTED_LINKS = ("source_first", "source_last", "content_first", "content_last")         # from a cue of any depth to the words of its own
FEATURES = 48
LINK_EDGES = (0, 1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193)            # a bucket starts at each
COREF_EDGES = (0, 2, 4, 8, 16, 32, 64, 128, 256, 512)
CONFIG = {"layers": 6, "hidden": 384, "heads": 12, "intermediate": 1536, "vocabulary": 30522, "positions": 512, "window": 224}


def bucket(distance, edges):
    """The index of the last edge that is not above the distance."""
    return torch.bucketize(distance, torch.tensor(edges), right=True) - 1


class Affine(nn.Module):
    def __init__(self, inputs, outputs, std=0.02):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * std)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)


class Norm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.bias = nn.Parameter(torch.zeros(size))

    def forward(self, x):
        return F.layer_norm(x, x.shape[-1:], self.weight, self.bias, 1e-12)


class Embeddings(nn.Module):
    def __init__(self, c):
        super().__init__()
        for name, rows in (("word", c["vocabulary"]), ("position", c["positions"]), ("feature", FEATURES)):
            setattr(self, name, nn.Parameter(torch.randn(rows, c["hidden"]) * 0.02))
        self.norm = Norm(c["hidden"])

    def forward(self, pieces, places, features):
        """pieces, places in the window, features [R]; FEATURES for a row without one."""
        table = torch.cat([self.feature, self.feature.new_zeros(1, self.feature.shape[1])])
        return self.norm(F.embedding(pieces, self.word) + F.embedding(places, self.position) + F.embedding(features, table))


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads = c["heads"]
        for name in ("query", "key", "value", "output"):
            setattr(self, name, Affine(c["hidden"], c["hidden"]))
        self.norm = Norm(c["hidden"])

    def forward(self, x, rows, mask, drop):
        """x [R, H]: the rows of all windows without padding; rows [R]: their places in [B * P]; mask [B, 1, 1, P], added to the scores."""
        b, p, h = mask.shape[0], mask.shape[3], x.shape[1]
        w = torch.cat([self.query.weight, self.key.weight, self.value.weight])
        bias = torch.cat([self.query.bias, self.key.bias, self.value.bias])
        qkv = F.linear(x, w, bias)
        padded = qkv.new_zeros(b * p, 3 * h).index_copy(0, rows, qkv)
        q, k, v = padded.view(b, p, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        scores = (q * (1 / math.sqrt(h // self.heads))) @ k.transpose(-1, -2) + mask
        y = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(b * p, h)
        return self.norm(x + drop(self.output(y.index_select(0, rows))))


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.attention = Attention(c)
        self.intermediate = Affine(c["hidden"], c["intermediate"])
        self.output = Affine(c["intermediate"], c["hidden"])
        self.output_norm = Norm(c["hidden"])

    def forward(self, x, rows, mask, drop):
        x = self.attention(x, rows, mask, drop)
        return self.output_norm(x + drop(self.output(F.gelu(self.intermediate(x)))))


class CRF(nn.Module):
    """A linear-chain CRF over BIO labels (O, B-1, I-1, B-2, ...): transitions that BIO forbids stay at minus infinity.

    Lafferty, McCallum, Pereira, "Conditional random fields", ICML 2001."""
    FORBIDDEN = -1e4

    def __init__(self, labels):
        super().__init__()
        self.start = nn.Parameter(torch.zeros(labels))
        self.end = nn.Parameter(torch.zeros(labels))
        self.transition = nn.Parameter(torch.zeros(labels, labels))
        allowed = torch.ones(labels, labels, dtype=torch.bool)
        for to in range(2, labels, 2):                                    # I-x only after B-x and I-x
            allowed[:, to] = False
            allowed[to - 1, to] = allowed[to, to] = True
        first = torch.ones(labels, dtype=torch.bool)
        first[2::2] = False
        self.register_buffer("allowed", allowed, persistent=False)
        self.register_buffer("allowed_first", first, persistent=False)

    def tables(self):
        start = self.start.float().masked_fill(~self.allowed_first, self.FORBIDDEN)
        return start, self.end.float(), self.transition.float().masked_fill(~self.allowed, self.FORBIDDEN)

    def loss(self, emissions, labels, mask):
        """Negative log-likelihood [B]; emissions [B, W, L], labels [B, W], mask [B, W] (a prefix of each row; an empty row costs 0)."""
        start, end, transition = self.tables()
        e = emissions.float()
        m = mask.float()
        gold = e.gather(2, labels.unsqueeze(2)).squeeze(2)
        score = start[labels[:, 0]] * m[:, 0] + (gold * m).sum(1)
        score = score + (transition[labels[:, :-1], labels[:, 1:]] * m[:, 1:]).sum(1)
        last = mask.sum(1).clamp(min=1) - 1
        score = score + end[labels.gather(1, last.unsqueeze(1)).squeeze(1)] * m[:, 0]
        alpha = start + e[:, 0]
        steps = []
        for t in range(1, e.shape[1]):
            alpha = torch.logsumexp(alpha.unsqueeze(2) + transition, 1) + e[:, t]
            steps.append(alpha)
        every = torch.stack([start + e[:, 0]] + steps, 1)
        final = every.gather(1, last.view(-1, 1, 1).expand(-1, 1, e.shape[2])).squeeze(1)
        return (torch.logsumexp(final + end, 1) - score) * m[:, 0]

    @torch.no_grad()
    def decode(self, emissions, mask):
        """The best labels of each row, as lists."""
        start, end, transition = self.tables()
        e = emissions.float()
        out = []
        for row, n in zip(e, mask.sum(1).tolist()):
            if not n:
                out.append([])
                continue
            d, back = start + row[0], []
            for t in range(1, n):
                best, arg = (d.unsqueeze(1) + transition).max(0)
                back.append(arg)
                d = best + row[t]
            y = [int((d + end).argmax())]
            for arg in reversed(back):
                y.append(int(arg[y[-1]]))
            out.append(y[::-1])
        return out


class Link(nn.Module):
    """Scores of every word of a window, and of none, as the target of a span."""

    def __init__(self, hidden, size=128):
        super().__init__()
        self.query = Affine(2 * hidden, size)
        self.key = Affine(hidden, size)
        self.distance = nn.Parameter(torch.zeros(2, len(LINK_EDGES)))
        self.size = size

    def forward(self, words, cls, mask, spans):
        """words [B, W, H], cls [B, H], mask [B, W]; spans [S, 3] (window, first, last). Returns [S, 1 + W]: none, then the words."""
        at, first, last = spans.unbind(1)
        q = self.query(torch.cat([words[at, first], words[at, last]], -1)) / math.sqrt(self.size)
        keys = self.key(torch.cat([cls.unsqueeze(1), words], 1))
        scores = (keys[at] @ q.unsqueeze(2)).squeeze(2).float()
        w = torch.arange(words.shape[1]).unsqueeze(0)
        before = w < first.unsqueeze(1)
        between = torch.where(before, first.unsqueeze(1) - w - 1, w - last.unsqueeze(1) - 1).clamp(min=0)
        bias = self.distance.float()[(~before).long(), bucket(between, LINK_EDGES)]
        scores = scores + F.pad(bias, (1, 0))
        return scores.masked_fill(~F.pad(mask[at], (1, 0), value=True), -1e4)


class Arcs(nn.Module):
    """Dozat & Manning, "Deep biaffine attention for neural dependency parsing", ICLR 2017, less its bilinear middle."""

    def __init__(self, hidden, size=128):
        super().__init__()
        self.dependent = Affine(hidden, size)
        self.head = Affine(hidden, size)
        self.size = size

    def forward(self, words, cls):
        """[B, W, 1 + W]: for each word the score of the root, then of each word as its head."""
        heads = self.head(torch.cat([cls.unsqueeze(1), words], 1))
        return (self.dependent(words) @ heads.transpose(1, 2)).float() / math.sqrt(self.size)


class Relations(nn.Module):
    def __init__(self, hidden, names, size=128):
        super().__init__()
        self.dependent = Affine(hidden, size)
        self.head = Affine(hidden, size)
        self.out = Affine(size, names)

    def forward(self, dependents, heads):
        return self.out(torch.relu(self.dependent(dependents) + self.head(heads))).float()


class Coreference(nn.Module):
    def __init__(self, hidden, size=64):
        super().__init__()
        self.query = Affine(hidden, size)
        self.key = Affine(hidden, size)
        self.distance = nn.Parameter(torch.zeros(len(COREF_EDGES)))
        self.size = size

    def forward(self, x, position):
        """x [M, H] in text order, position [M] (word index in the document): [M, 1 + M], the dummy first; later mentions masked."""
        scores = (self.query(x) @ self.key(x).T).float() / math.sqrt(self.size)
        between = (position.unsqueeze(1) - position.unsqueeze(0)).clamp(min=0)
        scores = scores + self.distance.float()[bucket(between, COREF_EDGES)]
        earlier = torch.ones_like(scores, dtype=torch.bool).tril(-1)
        return F.pad(scores.masked_fill(~earlier, -1e4), (1, 0))


class Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = dict(config)
        h = config["hidden"]
        self.embeddings = Embeddings(config)
        self.layer = nn.ModuleList(Layer(config) for _ in range(config["layers"]))
        self.tag, self.crf = Affine(h, len(TAGS)), CRF(len(TAGS))
        self.link = nn.ModuleDict({name: Link(h) for name in LINKS})
        self.nested, self.nested_crf = Affine(h, len(NESTED)), CRF(len(NESTED))
        self.nested_link = nn.ModuleDict({name: Link(h) for name in NESTED_LINKS})
        self.sentence = Affine(h, 1)
        self.upos = Affine(h, len(UPOS))
        self.arc = Arcs(h)
        self.relation = Relations(h, len(config["relations"]))
        self.entity, self.entity_crf = Affine(h, len(ENTITIES)), CRF(len(ENTITIES))
        self.mention = Affine(h, len(MENTIONS))
        self.coref = Coreference(h)

    def encode(self, pieces, features, lengths, drop=lambda x: x):
        """pieces, features [B, P]; lengths [B] in pieces. Returns [B, P, H]."""
        b, p = pieces.shape
        inside = torch.arange(p).unsqueeze(0) < lengths.unsqueeze(1)
        mask = torch.zeros(inside.shape).masked_fill(~inside, -1e4).view(b, 1, 1, p)
        if torch.is_autocast_cpu_enabled():
            mask = mask.bfloat16()
        rows = inside.flatten().nonzero().squeeze(1)                       # no arithmetic is spent on padding
        x = drop(self.embeddings(pieces.flatten()[rows], rows % p, features.flatten()[rows]))
        for layer in self.layer:
            x = layer(x, rows, mask, drop)
        return x.new_zeros(b * p, x.shape[1]).index_copy(0, rows, x).view(b, p, -1)

    def words(self, encoded, firsts):
        """The words' rows [B, W, H] and those of [CLS] [B, H]; firsts [B, W]: the row of each word's first piece (0 past the end)."""
        return encoded.gather(1, firsts.unsqueeze(2).expand(-1, -1, encoded.shape[2])), encoded[:, 0]


def start_from(network, path):
    """Copies the encoder of a BERT checkpoint (safetensors with BERT's names) into the network."""
    from safetensors.torch import load_file
    theirs = load_file(path)
    own = dict(network.named_parameters())
    pairs = {"embeddings.word": "embeddings.word_embeddings.weight", "embeddings.position": "embeddings.position_embeddings.weight",
             "embeddings.norm.weight": "embeddings.LayerNorm.weight", "embeddings.norm.bias": "embeddings.LayerNorm.bias"}
    for n in range(network.config["layers"]):
        a, b = "layer.%d." % n, "encoder.layer.%d." % n
        for part in ("weight", "bias"):
            for name in ("query", "key", "value"):
                pairs[a + "attention.%s.%s" % (name, part)] = b + "attention.self.%s.%s" % (name, part)
            pairs[a + "attention.output." + part] = b + "attention.output.dense." + part
            pairs[a + "attention.norm." + part] = b + "attention.output.LayerNorm." + part
            pairs[a + "intermediate." + part] = b + "intermediate.dense." + part
            pairs[a + "output." + part] = b + "output.dense." + part
            pairs[a + "output_norm." + part] = b + "output.LayerNorm." + part
    with torch.no_grad():
        for mine, other in pairs.items():
            own[mine].copy_(theirs[other])
        own["embeddings.position"].add_(theirs["embeddings.token_type_embeddings.weight"][0])     # one type of text: folded in
        own["embeddings.feature"].zero_()


def save(network, path):
    """The weight file of src/model/README.md: bf16, with format, config and checksum."""
    import struct
    import xxhash
    tensors = sorted(network.named_parameters())
    header, blobs, at = {}, [], 0
    for name, p in tensors:
        raw = p.detach().to(torch.bfloat16).contiguous().view(torch.int16).numpy().tobytes()
        header[name] = {"dtype": "BF16", "shape": list(p.shape), "data_offsets": [at, at + len(raw)]}
        blobs.append(raw)
        at += len(raw)
    data = b"".join(blobs)
    header["__metadata__"] = {"format": "hearsay-weights/1", "config": json.dumps(network.config),
                              "checksum": xxhash.xxh3_64_hexdigest(data)}
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-(len(head) + 8) % 64)                                    # the data section starts aligned
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(head)) + head + data)


def load(path):
    """A network from a weight file; heads that the file does not have yet start anew."""
    from safetensors import safe_open
    with safe_open(path, "pt") as f:
        network = Network(json.loads(f.metadata()["config"]))
        known = set(f.keys())
        with torch.no_grad():
            for name, p in network.named_parameters():
                if name in known:
                    p.copy_(f.get_tensor(name))
                elif not name.startswith("nested"):
                    raise ValueError("%s has no tensor %s" % (path, name))
    return network
