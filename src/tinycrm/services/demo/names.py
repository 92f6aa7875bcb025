"""Names by where they come from."""

from typing import NamedTuple


class Culture(NamedTuple):
    """Given and family names that are met together, and how many of a hundred people bear them.

    A culture whose names are `joined` writes the family name first and no blank between.
    """

    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    joined: bool = False


CULTURES = (
    Culture(
        52,
        (
            "Agnes", "Alan", "Albert", "Alice", "Amelia", "Anne", "Arthur", "Audrey", "Barbara", "Basil",
            "Bernard", "Bridget", "Caroline", "Catherine", "Cecil", "Charlotte", "Clive", "Constance", "Cora",
            "Daisy", "Daniel", "Daphne", "David", "Dorothy", "Edith", "Edmund", "Eleanor", "Eliza", "Elspeth",
            "Emma", "Enid", "Ernest", "Esme", "Eve", "Felix", "Fiona", "Florence", "Frances", "Frank",
            "George", "Gerald", "Gillian", "Gordon", "Grace", "Hannah", "Harold", "Harriet", "Hazel", "Helen",
            "Henry", "Hester", "Hilary", "Hugh", "Imogen", "Iris", "Isobel", "Ivor", "James", "Joan",
            "Joseph", "Josephine", "Judith", "Katharine", "Laura", "Leonard", "Lillian", "Louisa", "Lucy",
            "Mabel", "Malcolm", "Marjorie", "Martha", "Martin", "Matilda", "Maud", "Miles", "Muriel", "Nell",
            "Nicholas", "Nigel", "Nora", "Olive", "Oliver", "Oscar", "Patrick", "Pearl", "Penelope", "Percy",
            "Philippa", "Phyllis", "Ralph", "Rebecca", "Robert", "Rosalind", "Rose", "Rupert", "Sarah",
            "Stella", "Susan", "Sylvia", "Theo", "Thomas", "Timothy", "Una", "Vera", "Violet", "Walter",
            "Wilfred", "William", "Winston",
        ),
        (
            "Abbott", "Alder", "Appleby", "Archer", "Ashdown", "Atherton", "Bagshaw", "Barlow", "Barraclough",
            "Beckett", "Bellamy", "Birch", "Blackwood", "Blythe", "Bolton", "Bramley", "Briggs", "Burnham",
            "Carver", "Caxton", "Chandler", "Chilvers", "Clay", "Cobb", "Coleridge", "Cooper", "Crane",
            "Crowe", "Dale", "Darnell", "Dean", "Draper", "Dunn", "Eames", "Eastwood", "Ellery", "Fairfax",
            "Farrow", "Fenn", "Finlay", "Fletcher", "Foster", "Gardiner", "Garland", "Gibbs", "Gower",
            "Granger", "Greaves", "Hale", "Hargreave", "Harper", "Hart", "Hathersage", "Hawkins", "Heath",
            "Holloway", "Holt", "Hooper", "Hurst", "Ingram", "Jarvis", "Keane", "Kirby", "Knight", "Lamb",
            "Langley", "Larkin", "Lister", "Lovell", "Marlow", "Marston", "Mercer", "Merrick", "Milner",
            "Moss", "Naylor", "Neville", "Norwood", "Oakley", "Orchard", "Palmer", "Parrish", "Peel",
            "Pemberton", "Pike", "Pollard", "Quince", "Radley", "Ramsey", "Redfern", "Rowe", "Rushton",
            "Sadler", "Sawyer", "Selwyn", "Shaw", "Shelton", "Skelton", "Sparrow", "Stanton", "Swift",
            "Tanner", "Thackery", "Thorne", "Tilney", "Tolland", "Turner", "Underhill", "Vane", "Wainwright",
            "Walden", "Warren", "Webb", "Weston", "Whitlock", "Wilde", "Winslow", "Woodhouse", "Wyatt",
            "Yarrow",
        ),
    ),
    Culture(
        8,
        (
            "Aoife", "Brendan", "Bronwen", "Callum", "Catriona", "Ciarán", "Dafydd", "Eilidh", "Fergus",
            "Gareth", "Gwen", "Iain", "Maeve", "Megan", "Niamh", "Órla", "Rhys", "Ruairí", "Seán", "Siân",
            "Siobhán", "Tegan",
        ),
        (
            "Bowen", "Byrne", "Campbell", "Cameron", "Doyle", "Evans", "Fraser", "Gallagher", "Griffiths",
            "Kavanagh", "MacLeod", "McBride", "Morgan", "Murphy", "O'Donnell", "O'Hara", "O'Shea", "Pryce",
            "Sinclair", "Sweeney",
        ),
    ),
    Culture(
        6,
        (
            "Adèle", "Aurélie", "Benoît", "Camille", "Céline", "Étienne", "François", "Geneviève", "Hélène",
            "Jean-Luc", "Lucien", "Margaux", "Mathilde", "Noémie", "Pascal", "Solène", "Thérèse", "Yves",
        ),
        (
            "Arnaud", "Beaumont", "Chevalier", "Delacroix", "Dubois", "Fontaine", "Girard", "Lefèvre",
            "Marchand", "Moreau", "Perrault", "Rivière", "Rousseau", "Vasseur", "de la Tour", "du Bois",
        ),
    ),
    Culture(
        6,
        (
            "Anneliese", "Björn", "Dieter", "Elke", "Freya", "Greta", "Hannelore", "Ingrid", "Jürgen",
            "Käthe", "Lars", "Liesel", "Maarten", "Nils", "Oda", "Pieter", "Sigrid", "Søren", "Ulrike",
            "Willem",
        ),
        (
            "Ackermann", "Bakker", "Bergström", "Brandt", "Dahl", "Eriksen", "Graf", "Hoffmann", "Jansen",
            "Köhler", "Lindgren", "Nygård", "Østergaard", "Schäfer", "Strauß", "Vogel", "van Dijk",
            "van der Meer", "von Arnim",
        ),
    ),
    Culture(
        6,
        (
            "Agnieszka", "Bohdan", "Čeněk", "Danuta", "Dušan", "Eva", "Jadwiga", "Jiří", "Katarzyna",
            "László", "Małgorzata", "Milena", "Oksana", "Radoslav", "Stanisław", "Tamás", "Věra", "Wanda",
            "Živa",
        ),
        (
            "Bartoš", "Dvořák", "Horváth", "Jankowski", "Kovács", "Kowalczyk", "Kučera", "Lewandowski",
            "Mazur", "Nowak", "Petrović", "Szabó", "Šimek", "Varga", "Wójcik", "Zieliński",
        ),
    ),
    Culture(
        6,
        (
            "Alejandra", "Beatriz", "Chiara", "Duarte", "Elena", "Federico", "Gonçalo", "Inés", "João",
            "Lorenzo", "Lucía", "Marisol", "Matteo", "Núria", "Paloma", "Rafael", "Ramón", "Sofia", "Vasco",
            "Ximena",
        ),
        (
            "Almeida", "Bianchi", "Castellanos", "Conti", "Duarte", "Echevarría", "Fontana", "Gallo",
            "Ibáñez", "Lobo", "Marchetti", "Montes", "Núñez", "Peixoto", "Ribeiro", "Santoro", "Vidal",
            "da Silva", "de Souza", "del Río",
        ),
    ),
    Culture(
        6,
        (
            "Aditi", "Anjali", "Arjun", "Bilal", "Deepak", "Farah", "Gita", "Harpreet", "Imran", "Jaswinder",
            "Kavita", "Leela", "Meera", "Nikhil", "Priya", "Rajesh", "Rukhsana", "Sanjay", "Tariq", "Uma",
            "Vikram", "Zainab",
        ),
        (
            "Ahmed", "Banerjee", "Bhatt", "Chaudhry", "Das", "Gill", "Iyer", "Joshi", "Kapoor", "Khan",
            "Malik", "Mehta", "Menon", "Mukherjee", "Nair", "Patel", "Qureshi", "Rao", "Sandhu", "Sen",
        ),
    ),
    Culture(
        4,
        (
            "Abena", "Adaeze", "Babatunde", "Chidi", "Efua", "Folake", "Ifeoma", "Kofi", "Kwame", "Lindiwe",
            "Ngozi", "Nkechi", "Oluwaseun", "Sipho", "Thandiwe", "Wanjiru", "Yaw", "Zanele",
        ),
        (
            "Achebe", "Adeyemi", "Afolabi", "Asante", "Boateng", "Chukwu", "Dlamini", "Eze", "Kamau",
            "Mensah", "Mwangi", "Ndlovu", "Nkosi", "Obi", "Okafor", "Owusu", "Quaye",
        ),
    ),
    Culture(
        3,
        (
            "Aylin", "Bahar", "Cyrus", "Dalia", "Emre", "Farid", "Hamid", "Leyla", "Mariam", "Nasrin", "Omar",
            "Rania", "Şirin", "Tahmina", "Yasmin", "Zeynep",
        ),
        (
            "Abboud", "Aydın", "Çelik", "Darwish", "Farouk", "Ghanem", "Hosseini", "Karimi", "Mansour",
            "Nassar", "Rahimi", "Sabbagh", "Şahin", "Tehrani", "Yıldız",
        ),
    ),
    Culture(
        1,
        ("芳", "伟", "秀英", "娜", "静", "敏", "文博", "雨桐"),
        ("王", "张", "刘", "陈", "杨", "黄", "赵", "周"),
        joined=True,
    ),
    Culture(
        2,
        (
            "Akiko", "Chie", "Daichi", "Fumiko", "Haruto", "Hye-jin", "Ji-woo", "Keiko", "Linh", "Mei",
            "Min-jun", "Naoko", "Ren", "Seo-yeon", "Thu", "Wei", "Xin", "Yuki",
        ),
        (
            "Chen", "Choi", "Fujimoto", "Hayashi", "Huang", "Ishikawa", "Kim", "Liang", "Mori", "Nakamura",
            "Nguyen", "Park", "Sato", "Tran", "Wang", "Yamada", "Zhao",
        ),
    ),
)  # fmt: skip

ORGANISATIONS = (
    "{town} Library", "{town} Grammar School", "{family} & Sons, booksellers", "{town} Reading Group",
    "{town} Local History Society", "{family} Bindery", "{family} Paper Conservation", "{town} Museum",
    "The {family} Press", "{town} Poetry Circle", "{family} House Clearances", "{town} Botanical Society",
    "{family} & Daughter, framers", "{town} Sixth Form College", "The {family} Trust",
    "{town} Gardeners' Guild",
)  # fmt: skip
COMPANIES = (
    "Fenland Museum", "Granta Archive", "Orchard Street School", "Tolland & Co", "County Record Office",
    "Ridley House", "Mill Lane Surgery", "The Drying Loft", "Ely Choir School", "Bramley Architects",
    "Hobson Engineering", "St Bede's",
)  # fmt: skip
ROLES = (
    "librarian", "teacher", "archivist", "head of English", "conservator", "curator", "gardener", "architect",
    "bursar", "choirmaster", "surveyor", "illustrator", "editor", "doctor", "potter",
)  # fmt: skip
RELATIONS = (
    "daughter", "son", "husband", "wife", "mother", "father", "sister", "brother", "grandson",
    "granddaughter",
)  # fmt: skip
OCCASIONS = ("wedding anniversary", "name day", "anniversary of the reading group", "shop anniversary")
