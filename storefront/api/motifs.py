"""The shapes of generated artwork: calm, flat, 200 by 200, in three tones of one colour.

`{f}` is the fill (a colour or a pattern), `{d}` the darker tone, `{l}` the lighter one.
"""

MOTIFS: dict[str, str] = {
    "mug": (
        '<path d="M128 84h8a17 17 0 0 1 0 34h-8" fill="none" stroke="{d}" stroke-width="9"/>'
        '<path d="M62 70h68v52a20 20 0 0 1-20 20H82a20 20 0 0 1-20-20z" fill="{f}"/><rect x="58" y="64" width="76" height="10" rx="5" fill="{d}"/>'
    ),
    "bowl": (
        '<ellipse cx="100" cy="84" rx="56" ry="14" fill="{d}"/><path d="M44 84h112a56 52 0 0 1-112 0z" fill="{f}"/>'
        '<ellipse cx="100" cy="84" rx="46" ry="9" fill="{l}"/><rect x="78" y="132" width="44" height="9" rx="4" fill="{d}"/>'
    ),
    "cake": (
        '<rect x="50" y="122" width="100" height="9" rx="4" fill="{d}"/><path d="M92 131h16v16h14v7H78v-7h14z" fill="{d}"/>'
        '<rect x="62" y="88" width="76" height="34" rx="6" fill="{f}"/><path d="M62 92c8 12 18 12 25 0 8 12 18 12 26 0 8 12 17 12 25 0v-6H62z" fill="{l}"/>'
        '<circle cx="100" cy="76" r="9" fill="{d}"/>'
    ),
    "bottle": (
        '<rect x="86" y="42" width="28" height="18" rx="4" fill="{d}"/><path d="M90 60h20v12c14 5 22 14 22 28v38a14 14 0 0 1-14 14H82a14 14 0 0 1-14-14v-38c0-14 8-23 22-28z" fill="{f}"/>'
        '<rect x="78" y="106" width="44" height="22" rx="4" fill="{l}"/>'
    ),
    "candle": (
        '<path d="M100 42c10 12 12 20 0 28-12-8-10-16 0-28z" fill="{l}"/><rect x="98" y="66" width="4" height="12" fill="{d}"/>'
        '<rect x="80" y="76" width="40" height="58" rx="5" fill="{f}"/><path d="M58 134h84l-8 16H66z" fill="{d}"/>'
    ),
    "lantern": (
        '<path d="M82 54a18 14 0 0 1 36 0" fill="none" stroke="{d}" stroke-width="6"/><path d="M74 56h52l10 16H64z" fill="{d}"/>'
        '<rect x="68" y="72" width="64" height="66" fill="{f}"/><rect x="80" y="82" width="40" height="50" rx="18" fill="{l}"/><rect x="60" y="138" width="80" height="12" rx="4" fill="{d}"/>'
    ),
    "lights": (
        '<path d="M36 62c24 40 104 40 128 0" fill="none" stroke="{d}" stroke-width="4"/>'
        '<g fill="{f}"><circle cx="52" cy="92" r="13"/><circle cx="84" cy="108" r="13"/><circle cx="116" cy="108" r="13"/><circle cx="148" cy="92" r="13"/></g>'
        '<g fill="{l}"><circle cx="49" cy="89" r="4"/><circle cx="81" cy="105" r="4"/><circle cx="113" cy="105" r="4"/><circle cx="145" cy="89" r="4"/></g>'
    ),
    "pendant": (
        '<path d="M58 44c4 48 24 62 42 62s38-14 42-62" fill="none" stroke="{d}" stroke-width="4"/>'
        '<path d="M100 102l24 22-24 30-24-30z" fill="{f}"/><path d="M100 102l24 22H76z" fill="{l}"/>'
    ),
    "ring": (
        '<circle cx="100" cy="114" r="36" fill="none" stroke="{f}" stroke-width="13"/><path d="M100 46l22 16-22 22-22-22z" fill="{d}"/><path d="M100 46l22 16H78z" fill="{l}"/>'
    ),
    "gift": (
        '<path d="M100 74c-30-6-34-30-16-30 12 0 16 16 16 30zm0 0c30-6 34-30 16-30-12 0-16 16-16 30z" fill="{d}"/>'
        '<rect x="50" y="74" width="100" height="22" rx="4" fill="{d}"/><rect x="56" y="96" width="88" height="54" rx="4" fill="{f}"/><rect x="91" y="74" width="18" height="76" fill="{l}"/>'
    ),
    "card": (
        '<rect x="46" y="62" width="108" height="78" rx="6" fill="{f}"/><path d="M46 66l54 42 54-42v-4H46z" fill="{l}"/>'
        '<path d="M46 66l54 42 54-42" fill="none" stroke="{d}" stroke-width="4"/>'
    ),
    "pencil": (
        '<g transform="rotate(38 100 100)"><rect x="87" y="42" width="26" height="84" fill="{f}"/><rect x="87" y="34" width="26" height="14" rx="5" fill="{d}"/>'
        '<path d="M87 126h26l-13 30z" fill="{l}"/><path d="M95 145h10l-5 11z" fill="{d}"/></g>'
    ),
    "book": (
        '<rect x="58" y="46" width="86" height="106" rx="6" fill="{d}"/><rect x="66" y="46" width="78" height="100" rx="5" fill="{f}"/>'
        '<rect x="82" y="64" width="46" height="24" rx="4" fill="{l}"/><path d="M124 46h10v30l-5-5-5 5z" fill="{d}"/>'
    ),
    "clock": (
        '<circle cx="100" cy="98" r="54" fill="{d}"/><circle cx="100" cy="98" r="45" fill="{l}"/><circle cx="100" cy="98" r="38" fill="{f}"/>'
        '<path d="M100 72v26l18 12" fill="none" stroke="{d}" stroke-width="6" stroke-linecap="round"/><circle cx="100" cy="98" r="5" fill="{d}"/>'
    ),
    "frame": (
        '<rect x="48" y="48" width="104" height="100" rx="4" fill="{d}"/><rect x="58" y="58" width="84" height="80" fill="{f}"/>'
        '<rect x="70" y="70" width="60" height="56" fill="{l}"/><path d="M70 126l20-28 14 16 10-12 16 24z" fill="{d}"/>'
    ),
    "sign": (
        '<path d="M72 72l28-26 28 26" fill="none" stroke="{d}" stroke-width="4"/><rect x="44" y="72" width="112" height="62" rx="8" fill="{f}"/>'
        '<rect x="58" y="88" width="84" height="8" rx="4" fill="{l}"/><rect x="70" y="108" width="60" height="8" rx="4" fill="{l}"/>'
    ),
    "tin": (
        '<path d="M54 78v56c0 22 92 22 92 0V78z" fill="{f}"/><ellipse cx="100" cy="74" rx="50" ry="17" fill="{d}"/><ellipse cx="100" cy="69" rx="50" ry="17" fill="{l}"/>'
        '<ellipse cx="100" cy="69" rx="12" ry="4" fill="{d}"/>'
    ),
    "cabinet": (
        '<rect x="54" y="50" width="92" height="94" rx="5" fill="{f}"/><path d="M54 80h92M54 112h92" stroke="{d}" stroke-width="4"/>'
        '<g fill="{d}"><circle cx="100" cy="65" r="5"/><circle cx="100" cy="96" r="5"/><circle cx="100" cy="128" r="5"/><rect x="60" y="144" width="10" height="10"/><rect x="130" y="144" width="10" height="10"/></g>'
    ),
    "hook": (
        '<rect x="48" y="58" width="104" height="30" rx="6" fill="{f}"/><g fill="none" stroke="{d}" stroke-width="8" stroke-linecap="round">'
        '<path d="M72 80v34a12 12 0 0 0 24 0"/><path d="M116 80v34a12 12 0 0 0 24 0"/></g><g fill="{l}"><circle cx="60" cy="73" r="4"/><circle cx="140" cy="73" r="4"/></g>'
    ),
    "bunting": (
        '<path d="M34 62c40 22 92 22 132 0" fill="none" stroke="{d}" stroke-width="4"/><g fill="{f}"><path d="M44 69l30 8-20 34z"/><path d="M126 77l30-8-10 42z"/></g>'
        '<path d="M83 79h34l-17 40z" fill="{d}"/><g fill="{l}"><circle cx="57" cy="83" r="4"/><circle cx="100" cy="91" r="4"/><circle cx="143" cy="83" r="4"/></g>'
    ),
    "egg": (
        '<path d="M100 44c26 0 42 42 42 66a42 42 0 0 1-84 0c0-24 16-66 42-66z" fill="{f}"/>'
        '<path d="M60 98l14-10 13 10 13-10 13 10 13-10 14 10" fill="none" stroke="{l}" stroke-width="6"/><path d="M61 122l13-10 13 10 13-10 13 10 13-10 13 10" fill="none" stroke="{d}" stroke-width="5"/>'
    ),
    "tree": (
        '<rect x="92" y="128" width="16" height="24" fill="{d}"/><path d="M100 40l32 42h-16l28 46H56l28-46H68z" fill="{f}"/>'
        '<g fill="{l}"><circle cx="100" cy="72" r="5"/><circle cx="84" cy="112" r="5"/><circle cx="117" cy="106" r="5"/></g>'
    ),
    "bauble": (
        '<path d="M100 34v22" stroke="{d}" stroke-width="4"/><rect x="90" y="52" width="20" height="14" rx="3" fill="{d}"/><circle cx="100" cy="106" r="43" fill="{f}"/>'
        '<path d="M58 100c26 16 58 16 84 0v13c-26 16-58 16-84 0z" fill="{l}"/>'
    ),
    "wreath": (
        '<circle cx="100" cy="98" r="42" fill="none" stroke="{f}" stroke-width="22"/><circle cx="100" cy="98" r="42" fill="none" stroke="{d}" stroke-width="5" stroke-dasharray="3 14" stroke-linecap="round"/>'
        '<path d="M100 134c-28-10-34 18-16 18 10 0 16-8 16-18zm0 0c28-10 34 18 16 18-10 0-16-8-16-18z" fill="{d}"/>'
    ),
    "heart": (
        '<path d="M100 34v28" stroke="{d}" stroke-width="4"/><path d="M100 150C40 108 50 62 78 62c12 0 20 8 22 16 2-8 10-16 22-16 28 0 38 46-22 88z" fill="{f}"/>'
        '<path d="M72 78c4-5 10-5 14-2" fill="none" stroke="{l}" stroke-width="6" stroke-linecap="round"/>'
    ),
    "vase": (
        '<g fill="none" stroke="{d}" stroke-width="4"><path d="M100 98V62M92 98L76 70M108 98l16-28"/></g><g fill="{l}"><circle cx="100" cy="54" r="14"/><circle cx="72" cy="64" r="11"/><circle cx="128" cy="64" r="11"/></g>'
        '<g fill="{d}"><circle cx="100" cy="54" r="5"/><circle cx="72" cy="64" r="4"/><circle cx="128" cy="64" r="4"/></g><path d="M82 94h36c-4 14 14 22 14 40a18 18 0 0 1-18 18H86a18 18 0 0 1-18-18c0-18 18-26 14-40z" fill="{f}"/>'
    ),
    "bird": (
        '<path d="M52 104c0-30 24-46 48-40 12-14 34-6 34 12l16 6-15 8c0 34-28 50-52 44-20 6-34 2-44-8 14 0 16-10 13-22z" fill="{f}"/>'
        '<path d="M78 100c14-14 34-10 40 6-12 14-32 14-40-6z" fill="{d}"/><circle cx="120" cy="76" r="4" fill="{l}"/>'
    ),
    "umbrella": (
        '<path d="M100 44v88a14 14 0 0 0 28 0" fill="none" stroke="{d}" stroke-width="6" stroke-linecap="round"/><path d="M40 102a60 56 0 0 1 120 0c-8-9-22-9-30 0-8-9-22-9-30 0-8-9-22-9-30 0-8-9-22-9-30 0z" fill="{f}"/>'
        '<path d="M100 46c-16 12-26 34-30 56 8-9 22-9 30 0z" fill="{l}"/>'
    ),
    "purse": (
        '<path d="M84 62a8 8 0 1 1 15 4M116 62a8 8 0 1 0-15 4" fill="none" stroke="{d}" stroke-width="7"/><path d="M58 84c0-14 20-20 42-20s42 6 42 20l10 42a20 20 0 0 1-20 22H68a20 20 0 0 1-20-22z" fill="{f}"/>'
        '<path d="M58 84c22 12 62 12 84 0" fill="none" stroke="{d}" stroke-width="6"/>'
    ),
    "bag": (
        '<path d="M76 76V64a24 22 0 0 1 48 0v12" fill="none" stroke="{d}" stroke-width="7"/><path d="M54 74h92l8 70a8 8 0 0 1-8 8H54a8 8 0 0 1-8-8z" fill="{f}"/>'
        '<rect x="74" y="98" width="52" height="30" rx="6" fill="{l}"/>'
    ),
    "blocks": (
        '<rect x="48" y="98" width="50" height="50" rx="6" fill="{f}"/><rect x="102" y="98" width="50" height="50" rx="6" fill="{d}"/><rect x="75" y="44" width="50" height="50" rx="6" fill="{l}"/>'
        '<circle cx="73" cy="123" r="11" fill="{l}"/><path d="M127 110l13 24h-26z" fill="{l}"/><rect x="91" y="60" width="18" height="18" fill="{d}"/>'
    ),
    "teddy": (
        '<g fill="{d}"><circle cx="68" cy="66" r="16"/><circle cx="132" cy="66" r="16"/></g><circle cx="100" cy="98" r="48" fill="{f}"/><ellipse cx="100" cy="114" rx="22" ry="17" fill="{l}"/>'
        '<g fill="{d}"><circle cx="82" cy="90" r="5"/><circle cx="118" cy="90" r="5"/><ellipse cx="100" cy="107" rx="7" ry="5"/></g>'
    ),
    "planter": (
        '<g fill="{l}"><path d="M100 88c-6-24 0-38 0-44 10 12 12 28 0 44z"/><path d="M98 90C78 82 68 68 66 58c16 4 30 14 32 32z"/><path d="M102 90c20-8 30-22 32-32-16 4-30 14-32 32z"/></g>'
        '<rect x="56" y="88" width="88" height="16" rx="4" fill="{d}"/><path d="M62 104h76l-10 48H72z" fill="{f}"/>'
    ),
    "birdhouse": (
        '<path d="M100 40l52 46H48z" fill="{d}"/><rect x="62" y="84" width="76" height="62" rx="3" fill="{f}"/><circle cx="100" cy="106" r="13" fill="{d}"/><rect x="97" y="126" width="6" height="16" rx="3" fill="{l}"/>'
    ),
    "basket": (
        '<path d="M58 92a42 44 0 0 1 84 0" fill="none" stroke="{d}" stroke-width="7"/><path d="M46 90h108l-10 54a8 8 0 0 1-8 7H64a8 8 0 0 1-8-7z" fill="{f}"/>'
        '<rect x="42" y="84" width="116" height="14" rx="6" fill="{d}"/><path d="M54 114h92M58 132h84" stroke="{l}" stroke-width="5"/>'
    ),
    "cushion": (
        '<path d="M52 54c30 8 66 8 96 0 8 0 8 6 6 10-8 24-8 48 0 70 2 6 0 10-6 10-30-8-66-8-96 0-6 0-8-4-6-10 8-22 8-46 0-70-2-4 0-10 6-10z" fill="{f}"/>'
        '<circle cx="100" cy="98" r="8" fill="{d}"/><path d="M100 98L66 70M100 98l34-28M100 98l-34 30M100 98l34 30" stroke="{l}" stroke-width="3"/>'
    ),
    "mat": (
        '<g transform="skewX(-14) translate(26 0)"><rect x="44" y="72" width="112" height="58" rx="4" fill="{f}"/><rect x="54" y="82" width="92" height="38" rx="2" fill="none" stroke="{l}" stroke-width="5"/></g>'
        '<path d="M34 136h124" stroke="{d}" stroke-width="6" stroke-dasharray="3 5"/>'
    ),
    "warmer": (
        '<rect x="88" y="36" width="24" height="16" rx="4" fill="{d}"/><path d="M90 52h20v8c22 2 30 12 30 30v36c0 18-12 26-40 26s-40-8-40-26V90c0-18 8-28 30-30z" fill="{f}"/>'
        '<path d="M100 128c-22-14-18-32-8-32 4 0 7 3 8 6 1-3 4-6 8-6 10 0 14 18-8 32z" fill="{l}"/>'
    ),
    "soap": (
        '<rect x="48" y="92" width="104" height="52" rx="24" fill="{f}"/><rect x="72" y="106" width="56" height="22" rx="11" fill="{l}"/>'
        '<g fill="{d}"><circle cx="76" cy="72" r="11"/><circle cx="100" cy="58" r="7"/><circle cx="122" cy="74" r="9"/></g>'
    ),
    "button": (
        '<circle cx="100" cy="98" r="52" fill="{d}"/><circle cx="100" cy="98" r="44" fill="{f}"/><circle cx="100" cy="98" r="34" fill="none" stroke="{l}" stroke-width="4"/>'
        '<g fill="{d}"><circle cx="88" cy="86" r="6"/><circle cx="112" cy="86" r="6"/><circle cx="88" cy="110" r="6"/><circle cx="112" cy="110" r="6"/></g>'
    ),
    "star": (
        '<path d="M100 42l17 36 39 5-29 27 7 39-34-19-34 19 7-39-29-27 39-5z" fill="{f}"/><path d="M100 64l9 20 22 3-16 15 4 22-19-11z" fill="{l}"/>'
    ),
}

BY_WORD: tuple[tuple[str, str], ...] = (
    ("hot water", "warmer"),
    ("t-light", "candle"),
    ("bird house", "birdhouse"),
    ("nesting", "birdhouse"),
    ("mug", "mug"),
    ("cup", "mug"),
    ("beaker", "mug"),
    ("cake", "cake"),
    ("lantern", "lantern"),
    ("candle", "candle"),
    ("light", "lights"),
    ("lamp", "lantern"),
    ("umbrella", "umbrella"),
    ("parasol", "umbrella"),
    ("cushion", "cushion"),
    ("doormat", "mat"),
    ("clock", "clock"),
    ("frame", "frame"),
    ("mirror", "frame"),
    ("sign", "sign"),
    ("hook", "hook"),
    ("hanger", "hook"),
    ("cabinet", "cabinet"),
    ("drawer", "cabinet"),
    ("wreath", "wreath"),
    ("garland", "bunting"),
    ("bunting", "bunting"),
    ("bauble", "bauble"),
    ("tree", "tree"),
    ("egg", "egg"),
    ("heart", "heart"),
    ("bird", "bird"),
    ("hen", "bird"),
    ("duck", "bird"),
    ("teddy", "teddy"),
    ("bear", "teddy"),
    ("doll", "teddy"),
    ("bottle", "bottle"),
    ("jug", "bottle"),
    ("bowl", "bowl"),
    ("plate", "bowl"),
    ("tin", "tin"),
    ("box", "tin"),
    ("jar", "tin"),
    ("basket", "basket"),
    ("hamper", "basket"),
    ("purse", "purse"),
    ("bag", "bag"),
    ("wrap", "gift"),
    ("ribbon", "gift"),
    ("card", "card"),
    ("pencil", "pencil"),
    ("pen", "pencil"),
    ("notebook", "book"),
    ("book", "book"),
    ("album", "book"),
    ("necklace", "pendant"),
    ("pendant", "pendant"),
    ("ring", "ring"),
    ("earring", "ring"),
    ("bracelet", "ring"),
    ("vase", "vase"),
    ("flower", "vase"),
    ("rose", "vase"),
    ("planter", "planter"),
    ("pot", "planter"),
    ("soap", "soap"),
    ("button", "button"),
    ("star", "star"),
)
"""The first of these that is in the name decides the shape; the category family does otherwise."""

BY_FAMILY: tuple[tuple[str, str, int], ...] = (
    ("kitchen", "bowl", 28),
    ("candles", "candle", 42),
    ("jewellery", "pendant", 292),
    ("stationery", "card", 214),
    ("wall-art", "frame", 190),
    ("storage", "cabinet", 32),
    ("party", "bunting", 338),
    ("christmas", "bauble", 150),
    ("home-decor", "vase", 12),
    ("bags", "bag", 256),
    ("toys", "blocks", 48),
    ("garden", "planter", 112),
    ("home-textiles", "cushion", 2),
    ("bath", "soap", 182),
    ("craft", "button", 316),
)
"""The beginning of a category's code, the shape of its family, and the hue of its paper."""
