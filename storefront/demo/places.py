"""Made-up names and addresses: shops, streets and people that do not exist, in towns that do.

Postcodes are of the town's area, but end in letters that no real one has.
"""

from functools import cache

from storefront.demo.draw import between, pick, share

UNITED_KINGDOM = "United Kingdom"
UK_REGIONS = (("north", 0.36), ("south", 0.76), ("west", 1.0))
"""Regions with the upper end of their share of draws."""

TOWNS = {
    "north": (
        "Harrogate HG|York YO|Leeds LS|Skipton BD|Halifax HX|Huddersfield HD|Sheffield S|Manchester M|Stockport SK|Bolton BL|"
        "Preston PR|Lancaster LA|Kendal LA|Carlisle CA|Durham DH|Newcastle NE|Hexham NE|Sunderland SR|Darlington DL|Whitby YO|"
        "Scarborough YO|Hull HU|Beverley HU|Liverpool L|Chester CH|Warrington WA|Edinburgh EH|Glasgow G|Stirling FK|Perth PH|"
        "Dundee DD|Aberdeen AB|Inverness IV|Ayr KA|Dumfries DG|Belfast BT"
    ),
    "south": (
        "Brighton BN|Lewes BN|Worthing BN|Chichester PO|Portsmouth PO|Southampton SO|Winchester SO|Guildford GU|Farnham GU|"
        "Reading RG|Newbury RG|Windsor SL|Oxford OX|Abingdon OX|Aylesbury HP|St Albans AL|Hertford SG|Cambridge CB|Ely CB|"
        "Norwich NR|Ipswich IP|Bury St Edmunds IP|Colchester CO|Chelmsford CM|Southend SS|Canterbury CT|Whitstable CT|Deal CT|"
        "Maidstone ME|Tunbridge Wells TN|Hastings TN|Rye TN|Richmond TW|Kingston KT|Croydon CR|Bromley BR|London N|London SE|"
        "London SW|London E"
    ),
    "west": (
        "Bath BA|Wells BA|Frome BA|Bristol BS|Gloucester GL|Cheltenham GL|Stroud GL|Cirencester GL|Swindon SN|Salisbury SP|"
        "Dorchester DT|Weymouth DT|Bournemouth BH|Exeter EX|Totnes TQ|Plymouth PL|Truro TR|Falmouth TR|St Ives TR|Taunton TA|"
        "Barnstaple EX|Hereford HR|Ludlow SY|Shrewsbury SY|Worcester WR|Malvern WR|Birmingham B|Coventry CV|Stratford CV|"
        "Cardiff CF|Swansea SA|Tenby SA|Abergavenny NP|Brecon LD"
    ),
}
ABROAD = {
    "Australia": "Melbourne|Adelaide|Hobart",
    "Austria": "Vienna|Graz|Linz",
    "Bahrain": "Manama",
    "Belgium": "Ghent|Antwerp|Bruges|Leuven",
    "Brazil": "Curitiba",
    "Canada": "Halifax|Victoria",
    "Channel Islands": "St Helier|St Peter Port",
    "Cyprus": "Nicosia|Larnaca",
    "Czech Republic": "Prague",
    "Denmark": "Aarhus|Odense",
    "European Community": "Brussels",
    "Finland": "Helsinki|Turku",
    "France": "Lille|Nantes|Lyon|Rennes|Annecy|Bordeaux",
    "Germany": "Hamburg|Bremen|Kassel|Freiburg|Leipzig|Trier|Aachen",
    "Greece": "Athens|Patras",
    "Iceland": "Reykjavik",
    "Ireland": "Dublin|Cork|Galway",
    "Israel": "Haifa",
    "Italy": "Verona|Bologna|Turin",
    "Japan": "Kobe|Kyoto",
    "Korea": "Busan",
    "Lebanon": "Beirut",
    "Lithuania": "Vilnius",
    "Malta": "Valletta",
    "Netherlands": "Utrecht|Haarlem|Groningen|Delft",
    "Nigeria": "Lagos",
    "Norway": "Bergen|Oslo",
    "Poland": "Gdansk|Krakow",
    "Portugal": "Porto|Braga|Lisbon",
    "Saudi Arabia": "Jeddah",
    "Singapore": "Singapore",
    "South Africa": "Cape Town",
    "Spain": "Valencia|Seville|Bilbao|Girona",
    "Sweden": "Uppsala|Lund|Malmo",
    "Switzerland": "Basel|Bern|Lucerne",
    "Thailand": "Chiang Mai",
    "United Arab Emirates": "Sharjah",
    "United States": "Portland|Savannah",
    "Unspecified": "Harbour Town",
    "West Indies": "Bridgetown",
}
MOODS = (
    "Amber|Briny|Copper|Crooked|Dappled|Drowsy|Feathered|Foxglove|Gilded|Hazel|Indigo|Jolly|Linen|Lucky|Mossy|Nettle|Painted|"
    "Paper|Patchwork|Pebble|Plum|Quiet|Ribbon|Rustling|Saffron|Silver|Speckled|Tangled|Thistle|Velvet|Wandering|Winter"
)
THINGS = (
    "Acorn|Anchor|Badger|Barrow|Beehive|Bobbin|Candlestick|Cartwheel|Cottage|Dovecote|Dresser|Drum|Goose|Hare|Hatbox|Heron|"
    "Kettle|Ladder|Lantern|Larder|Magpie|Mantel|Moth|Nest|Otter|Parcel|Pelican|Pinwheel|Robin|Sparrow|Teapot|Thimble|"
    "Toadstool|Trunk|Whistle|Windmill|Workbasket|Wren"
)
SURNAMES = (
    "Abberley|Ashdown|Bramwell|Calloway|Carrick|Copley|Dunmore|Eastlake|Fairburn|Fenwick|Garrow|Gilmour|Hadleigh|Harcombe|"
    "Hartnell|Holloway|Ingleby|Jessop|Kirkby|Langford|Larkin|Marchbank|Merrow|Netherby|Oakshott|Pemberley|Pentire|Quill|"
    "Radcot|Ravenhill|Selwood|Stannard|Tarleton|Thornby|Underhay|Venning|Wakelin|Westcott|Whitlow|Yarrow"
)
FIRST_NAMES = (
    "Ada|Alec|Amira|Anton|Beth|Callum|Carys|Clara|Dev|Edie|Elin|Esme|Farah|Felix|Freya|Gwen|Harvey|Ines|Iris|Jonas|Joss|Kit|"
    "Lena|Leo|Mabel|Marek|Maya|Nell|Niall|Odette|Owen|Petra|Priya|Rafe|Rhona|Rosa|Seth|Sunita|Tess|Tomas|Una|Will|Yusuf|Zoe"
)
TRADES = "Gifts|Home|Interiors|Emporium|Stores|Trading|& Daughters|& Sons|Gift Company|Lifestyle"
STREETS = (
    "Bakehouse Row|Bobbin Lane|Castle Gate|Chandler Street|Church Walk|Cooper's Yard|Corn Street|Fish Hill|Fountain Place|"
    "Guildhall Passage|High Street|King's Parade|Market Place|Mill Lane|Minster Court|Old Station Road|Orchard Terrace|"
    "Pump Street|Quayside|Saddler Street|Sheep Street|South Parade|The Shambles|Tollgate|Weavers' Row|Wharf Road"
)
UNUSED_LETTERS = "CIKMOV"
"""No British postcode ends in these."""


def region_of(code: str, country: str) -> str:
    """`north`, `south` or `west` for a British account, by chance, since the source has no address; else `continent`."""
    if country != UNITED_KINGDOM:
        return "continent"
    draw = share("region", code)
    return next(region for region, upper in UK_REGIONS if draw < upper)


def address_of(region: str, country: str, *key: object) -> tuple[str, str, str]:
    """A made-up street, with the town and its postcode."""
    street = f"{between(1, 148, 'house', *key)} {pick(_each(STREETS), 'street', *key)}"
    if country != UNITED_KINGDOM:
        return (
            street,
            pick(_each(ABROAD[country]), "town", *key),
            f"{between(1000, 98999, 'postcode', *key):05d}",
        )
    town, _, area = pick(_each(TOWNS[region]), "town", *key).rpartition(" ")
    ending = pick(UNUSED_LETTERS, "first letter", *key) + pick(UNUSED_LETTERS, "second letter", *key)
    return street, town, f"{area}{between(1, 12, 'district', *key)} {between(1, 9, 'sector', *key)}{ending}"


def shop_name(*key: object) -> str:
    """A made-up name over a shop's door."""
    pattern = share("pattern", *key)
    surname = pick(_each(SURNAMES), "surname", *key)
    if pattern < 0.45:
        return f"The {pick(_each(MOODS), 'mood', *key)} {pick(_each(THINGS), 'thing', *key)}"
    if pattern < 0.7:
        return f"{pick(_each(THINGS), 'thing', *key)} & {pick(_each(THINGS), 'other thing', *key)}"
    if pattern < 0.85:
        return f"{surname} {pick(_each(TRADES), 'trade', *key)}"
    return f"{pick(_each(MOODS), 'mood', *key)} {pick(_each(THINGS), 'thing', *key)} {pick(_each(TRADES)[:6], 'trade', *key)}"


def person_name(*key: object) -> tuple[str, str]:
    """A made-up first name and surname."""
    return pick(_each(FIRST_NAMES), "first name", *key), pick(_each(SURNAMES), "surname", *key)


@cache
def _each(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))
