"""Names by culture for country.py: pools, how surnames are composed, and how a name is romanised differently.

Well-known names and name elements only, put together by rule; that a composed name is also somebody's is chance.
A word with / lists spellings in common use, the first the most usual; the rules of a culture make further ones.
Nothing here is taken from the project's own generator or from the engine's tables.
"""

import re
import unicodedata
from dataclasses import dataclass, field

VARIANTS = 8


@dataclass
class Culture:
    """What is particular to one naming tradition. Rates are shares of persons."""

    name: str
    share: float
    nationalities: list
    male: list
    female: list
    surnames_male: list
    surnames_female: list
    middles: object  # "father" (a chain of forefathers), "patronymic", or (for men, for women)
    layouts: list  # ("given|middle|surname", weight); o own, f father or middle, g grandfather, s surname
    rules: list = field(default_factory=list)
    spelling: float = 0.02  # chance that a word is spelt anew in the other register
    january: float = 0.0  # birth date unknown, set to 1 January
    wife_keeps: float = 0.5
    second_given: float = 0.1
    swapped: float = 0.01
    skew: float = 0.85  # Zipf exponent of given names
    surname_skew: float = 0.8
    known_surnames: int = 0  # the first so many surnames are the common ones and share `known_weight` of all
    known_weight: float = 0.6


def words(text):
    return [word.replace("_", " ") for word in text.split()]


ARABIC_RULES = [
    (r"kh", "ch", 0.08), (r"gh", "g", 0.3), (r"q", "k", 0.4), (r"q", "g", 0.1), (r"sh", "ch", 0.12), (r"th", "t", 0.3),
    (r"dh", "d", 0.4), (r"dh", "z", 0.1), (r"ou", "u", 0.5), (r"(?<![aeo])u(?!$)", "ou", 0.2), (r"u", "o", 0.15),
    (r"oo", "ou", 0.4), (r"ee", "i", 0.5), (r"i(?=[^aeiouy])", "e", 0.12), (r"i(?=[^aeiouy]+$)", "ee", 0.15),
    (r"ai", "ay", 0.3), (r"ai", "ei", 0.15), (r"ay", "ai", 0.3), (r"j", "dj", 0.08), (r"j", "g", 0.08), (r"ah$", "a", 0.5),
    (r"(?<=[^aeiou])a$", "ah", 0.15), (r"([bdfklmnrstz])\1", r"\1", 0.3), (r"y(?=[aeiou])", "i", 0.15), (r"a(?=[^aeiou]+$)", "e", 0.2),
    (r"^al-", "el-", 0.25), (r"^al-", "al ", 0.25), (r"^al-", "al", 0.2), (r"^al-", "", 0.12), (r"^abdul ", "abdel ", 0.25),
    (r"^abdul ", "abdul", 0.3), (r"^abdul ", "abd al-", 0.1), (r"^abdul al", "abdul", 0.4), (r"^abu ", "abo ", 0.25), (r"^abu ", "abu", 0.2),
    (r"iy", "y", 0.3), (r"w(?=[aeiou])", "ou", 0.05), (r"'", "", 0.7),
]
PERSIAN_RULES = [
    (r"zadeh$", "zada", 0.35), (r"zadeh$", "zade", 0.2), (r"pour$", "poor", 0.3), (r"pour$", "pur", 0.3), (r"ullah$", " ullah", 0.2),
    (r"ullah$", "ollah", 0.3), (r"gholam", "ghulam", 0.4), (r"v", "w", 0.15), (r"q", "gh", 0.3), (r"gh", "q", 0.2), (r"eh$", "a", 0.3),
    (r"eh$", "e", 0.25), (r"ee", "i", 0.4), (r"i$", "y", 0.1), (r"i$", "ee", 0.08), (r"oo", "ou", 0.4), (r"o(?=[^aeiou])", "u", 0.15),
    (r"ei", "ai", 0.3), (r"ai", "ay", 0.2), (r"j", "dj", 0.05), (r"ow", "au", 0.3), (r"([bdfklmnrstz])\1", r"\1", 0.3),
    (r"a(?=[^aeiou]+$)", "e", 0.12), (r"nejad$", "nezhad", 0.3), (r"zai$", "zay", 0.3), (r"zai$", "zoy", 0.1), (r"zai$", "zey", 0.1),
]
TIGRINYA_RULES = [
    (r"^ghe", "ge", 0.5), (r"^ge", "ghe", 0.25), (r"gebre ", "gebre", 0.5), (r"gebre", "gebr", 0.1), (r"^(haile|tekle|wolde|habte|zere|weldu) ", r"\1", 0.5),
    (r"ts", "tz", 0.25), (r"tz", "ts", 0.4), (r"ay$", "ai", 0.35), (r"ay$", "aye", 0.15), (r"i(?=[^aeiou])", "e", 0.15), (r"e(?=[^aeiou])", "i", 0.08),
    (r"w(?=[eo])", "u", 0.06), (r"k(?=[aei])", "q", 0.06), (r"ou", "u", 0.3), (r"ie", "e", 0.3), (r"([bdfklmnrst])\1", r"\1", 0.35),
    (r"ch", "tch", 0.08), (r"y(?=[aeo])", "i", 0.15), (r"mariam", "maryam", 0.3), (r"selassie", "silassie", 0.2), (r"michael", "mikael", 0.3),
    (r"e$", "", 0.08), (r"'", "", 0.7), (r"a(?=[^aeiou]+$)", "e", 0.1),
]
SOMALI_RULES = [
    (r"x", "h", 0.6), (r"^c", "", 0.5), (r"^c(?=[aiu])", "'", 0.04), (r"c(?=[aiu])", "", 0.3), (r"aa", "a", 0.5), (r"uu", "u", 0.5), (r"ii", "i", 0.5),
    (r"ee", "e", 0.3), (r"oo", "o", 0.3), (r"dh", "d", 0.3), (r"q", "k", 0.2), (r"kh", "k", 0.3), (r"ay", "ey", 0.2), (r"aw", "au", 0.1), (r"a(?=[^aeiou]+$)", "e", 0.12),
    (r"sh", "ch", 0.03), (r"([bdflmnrs])\1", r"\1", 0.35), (r"y(?=[aeou])", "i", 0.08), (r"i$", "e", 0.12),
]
UKRAINIAN_RULES = [
    (r"(?<![cksz])h(?=[aeioulnry])", "g", 0.25), (r"yi$", "y", 0.4), (r"yi$", "yy", 0.15), (r"yi$", "ij", 0.15), (r"^ye", "ie", 0.2), (r"(?<=.)ie", "ye", 0.2), (r"iu", "yu", 0.4),
    (r"ia", "ya", 0.4), (r"zh", "j", 0.08), (r"shch", "sch", 0.4), (r"kh", "h", 0.15), (r"ch(?=[ueo])", "tch", 0.06), (r"y(?=[^aeiou])", "i", 0.25), (r"ii$", "iy", 0.3),
    (r"ii$", "y", 0.3), (r"v$", "w", 0.08), (r"ts", "c", 0.06), (r"ks", "x", 0.2), (r"'", "", 0.6), (r"i(?=[^aeiou])", "y", 0.06),
]
SOUTH_ASIAN_RULES = [
    (r"oo", "u", 0.3), (r"ee", "i", 0.3), (r"ah$", "a", 0.4), (r"ain$", "ein", 0.4), (r"d$", "t", 0.04), (r"th", "t", 0.25), (r"v", "w", 0.12), (r"sh", "s", 0.1),
    (r"a(?=[^aeiou]+$)", "e", 0.15), (r"([bdfklmnrst])\1", r"\1", 0.3), (r"y$", "i", 0.15), (r"kh", "k", 0.06), (r"i(?=[^aeiou])", "ee", 0.05), (r"q", "k", 0.2), (r"u(?=[^aeiou])", "oo", 0.06),
]
TAMIL_RULES = [
    (r"th", "t", 0.25), (r"oo", "u", 0.3), (r"ee", "i", 0.25), (r"v", "w", 0.1), (r"lingam$", "lingham", 0.25), (r"rajah$", "raja", 0.4), (r"moorthy$", "moorthi", 0.3),
    (r"moorthy$", "murthy", 0.25), (r"samy$", "swamy", 0.25), (r"samy$", "sami", 0.2), (r"sh", "s", 0.12), (r"([dklmnrt])\1", r"\1", 0.25), (r"pillai$", "pillay", 0.3), (r"g(?=a)", "k", 0.06),
]
AFRICAN_RULES = [(r"tsh", "ch", 0.2), (r"ou", "u", 0.25), (r"y$", "i", 0.1), (r"mb", "b", 0.03), (r"ph", "f", 0.12), (r"([lmnt])\1", r"\1", 0.2), (r"é", "e", 0.4), (r"ng", "n", 0.04)]
LATIN_RULES = [(r"([bdflmnrst])\1", r"\1", 0.05), (r"ph", "f", 0.08), (r"k", "c", 0.03), (r"th", "t", 0.05), (r"å", "aa", 0.15), (r"ø", "oe", 0.1), (r"æ", "ae", 0.1), (r"ks", "x", 0.1)]

ARABIC_MALE = words("""Mohammad/Muhammad/Mohammed/Mohamed/Mohamad Ahmad/Ahmed Ali Hassan/Hasan Hussein/Hussain/Husain/Houssein Omar/Umar Ibrahim Khaled/Khalid Mahmoud/Mahmood Youssef/Yousef/Yusuf/Yousif
Mustafa/Moustafa Abdullah/Abdallah/Abdulla Abdul_Rahman Abdul_Karim Abdul_Aziz Abdul_Hamid Abdul_Qader Abdul_Latif Abdul_Salam Abdul_Majid Abdul_Razzaq Abdul_Wahab Abdul_Nasser Abdul_Ghani Abdul_Hakim
Samir Sami Karim Tariq/Tarek Walid/Waleed Bilal Hamza Anas Yasin/Yassin/Yaseen Yasser/Yasir Fadi Firas/Feras Ghassan Hani Hisham/Hesham Iyad/Eyad Imad/Emad Jamal Jamil Kamal Luay/Loay Maher Majed/Majid Malek/Malik
Marwan Mazen Munir/Mounir Murad/Mourad Nabil Nader Nasser/Nasir Nidal/Nedal Nizar Osama/Usama Qasim/Qassem/Kassem Qusai/Kosay Rabih Radwan/Ridwan Raed Rami Rashid/Rasheed Riad/Riyad Saad Sabri Saeed/Said/Sayed
Salah Saleh/Salih Salim/Saleem Samer Shadi Sufian/Sofian Suleiman/Sulaiman/Soliman Taha Taher/Tahir Talal Tamer Tawfiq Thaer Wael Wassim/Waseem Wissam/Wesam Yahya/Yehia Zaid/Zayd Zakaria Ziad/Ziyad Zuhair/Zouheir
Adel Adnan Akram Alaa Ammar Amer Amin Amir Amjad Ayman Aziz Baha Bashar Basil/Bassel Bassam Burhan Daoud/Dawood Fahd Faisal/Faysal Faris/Fares Farouk/Faruq Fawzi Fouad/Fuad Habib Hadi Haitham/Haytham Hamad Hamed/Hamid
Hatem Hazem Hikmat Husam/Hossam Ihsan Ismail/Esmail Issam/Essam Jaber/Jabir Jafar/Jaafar Jihad/Jehad Kazem/Kadhim Laith/Layth Lutfi Mansour/Mansur Mohsen/Muhsin Moayad/Muayad Moataz/Mutaz Muhannad/Mohanad Mujahid
Naim/Naeem Naji Nawaf Nouri/Nuri Obaida/Ubaida Odai/Uday Raafat Rafiq/Rafik Ramadan Ramzi Rizk Sabah Sadiq/Sadeq Safwan Sajad/Sajjad Salam Saif/Seif Shaker/Shakir Shukri Subhi Thamer Yaqoub/Yacoub Yunus/Younes""")
ARABIC_FEMALE = words("""Fatima/Fatma/Fatimah/Fatema Aisha/Aysha/Aicha/Aischa Maryam/Mariam/Miriam Zainab/Zeinab/Zaynab Khadija/Khadijah Amina/Aminah Hanan Huda/Hoda Iman/Eman Layla/Leila/Laila Mona/Muna Nour/Noor/Nur Rania Reem/Rim Rima
Rasha Rana Randa Raghad Rawan Ruqaya/Ruqayyah Sabah Safaa/Safa Sahar Salma Samar Samira/Sameera Sana/Sanaa Sara/Sarah Sawsan/Sausan Shaimaa/Shayma Shahd Siham/Seham Souad/Suad Suha/Soha Sumaya/Soumaya Susan/Sawzan Tahani Taghrid
Wafa/Wafaa Walaa Warda Yasmin/Yasmeen/Jasmin Yusra/Yousra Zahra Zaina Abir/Abeer Afaf Ahlam Alia/Aliya Amal Amani Amira/Ameera Arwa Asma/Asmaa Athar Ayat Aya Azhar Bahija Balqis/Bilqis Baraa Basma Batoul/Batool Bayan Bushra/Boushra
Dalal Dalia Dana Dima/Deema Diana Doaa/Dua Dunya/Dounia Enas/Inas Esraa/Israa Fadia Fadwa Fairuz/Fayrouz Farah Farida/Fareeda Faten Fawzia Fidaa Ghada Ghazal Ghufran Habiba Hadeel/Hadil Haifa/Hayfa Hajar Hala Halima/Haleema
Hamida Hana/Hanaa Haneen/Hanin Hasna Hayat Hayam Heba/Hiba Hind Ibtisam/Ebtisam Ikhlas Ikram Ilham/Elham Insaf Intisar Jamila/Jameela Jana Jihan Joumana/Jumana Karima/Kareema Khawla/Khaula Khulud/Kholoud Kawthar Lamia/Lamya
Lina Lubna/Loubna Lujain/Loujain Maha Mai/May Maisaa Majida/Majeda Malak Manal Marwa Maysoun/Maysun Mayada Nada Nadia Nadine Nahed/Nahid Naima/Naeema Najah Najat Najla/Najlaa Narjis/Nargis Nawal Nesreen/Nisrin Nihad Nimat Nisma
Nuha/Noha Ola/Ula Oum_Kulthum Qamar Rabia Raja/Rajaa Ranim/Raneem Rasmiya Rihab/Rehab Rim_Al Ruba/Roba Rula/Roula Sabrin/Sabreen Sadia Safiya/Safia Saja Sajida Salwa Samah Samia Shadia Shirin/Shereen Suzan Tamara Wijdan Zakia Zubaida""")
ARABIC_SURNAMES = words("""Al-Hassan Al-Hussein Al-Ali Al-Ahmad Al-Mohammad Al-Masri Al-Halabi Al-Shami Al-Hamwi Al-Homsi Al-Khatib/Al-Khateeb Al-Najjar Al-Haddad Al-Khalil Al-Saleh Al-Jasim/Al-Jassem Al-Abdullah Al-Omar Al-Hamad Al-Issa
Al-Mousa Al-Ibrahim Al-Sayed Al-Bakri Al-Rifai Al-Zoubi/Al-Zubi Al-Hariri Al-Qadri Al-Dulaimi Al-Jubouri/Al-Juburi Al-Tamimi Al-Obaidi/Al-Ubaidi Al-Saadi Al-Zaidi Al-Rubaie Al-Maliki Al-Bayati Al-Azzawi Al-Janabi Al-Shammari Al-Kaabi
Al-Musawi/Al-Moussawi Al-Hashimi Al-Husseini/Al-Hosseini Al-Khazraji Al-Ani Al-Basri Al-Baghdadi Al-Najafi Al-Karbalai Al-Mosuli Al-Samarrai Al-Tikriti Al-Dabbagh Al-Sabbagh Al-Khayat Al-Attar Al-Bitar Al-Hallaq Al-Nahhas
Haddad Khoury/Khouri Najjar Khalil Hamdan Darwish/Darwich Saleh Mansour Nasser Hamoud/Hammoud Issa/Eissa Musa/Moussa Awad Shahin/Shaheen Ghanem Salameh/Salama Zaher Barakat Qasem/Kassem Odeh/Auda Jaber Abbas Hijazi Sharif/Shareef
Taha Younis/Younes Suleiman Yassin Diab/Dyab Fares Habib Hamid Hashem Jomaa/Jumaa Kanaan Khatib Maarouf/Marouf Mahfouz Matar Mustafa Nassar Obeid/Obaid Othman/Osman Rahal Ramadan Rashid Sabbagh Said Salim Shaaban Shehadeh/Shahada
Tamim Zein Zeidan/Zaidan Abu_Khalil Abu_Saleh Abu_Hassan Abu_Zaid Abu_Ali Abu_Nasser Abu_Salem Abu_Shakra Abu_Ghazaleh Abu_Taha""")

PERSIAN_MALE = words("""Mohammad/Muhammad/Mohamad Ali Reza Hossein/Hussain/Hosein Hassan/Hasan Mehdi/Mahdi Ahmad/Ahmed Amir Mostafa/Mustafa Mahmoud/Mahmood Javad/Jawad Hamid Saeed/Said Majid Masoud/Massoud Farid Farhad Behrouz/Behrooz Bahram Babak
Arash Ardeshir Dariush/Daryoush Ehsan Esmail/Ismail Faramarz Farshid Farzad Fereydoun Gholam_Reza Gholam_Ali Hadi Hashmat Hamidullah Habibullah Abdullah Asadullah Najibullah/Najeebullah Rahmatullah Nasrullah Nematullah Sanaullah Ziaullah
Zabihullah Samiullah Inayatullah Hekmatullah Safiullah Aminullah Azizullah Ruhullah/Rohullah Sayed_Ali Sayed_Hassan Abdul_Qadir Abdul_Rahim Abdul_Wahid Abdul_Hadi Mohammad_Ali Mohammad_Reza Mohammad_Nabi Noor_Mohammad/Nur_Mohammad Gul_Mohammad
Jan_Mohammad Wali Wahid/Waheed Zaher/Zahir Zalmay Yama Omid/Omed Navid/Naweed Nader Naser Mirwais Milad Mansour Kambiz Kamran Karim Kaveh/Kawa Khosrow Kourosh/Cyrus Latif Mojtaba Mohsen Morteza/Murtaza Nima Parviz/Parwiz Payam Pouya Rahim
Ramin Rasoul/Rasul Rostam/Rustam Sadegh/Sadiq Saman Sasan Shahin Shahram Sharif Sina Siamak Soheil/Suhail Taher Yaser Younes/Yunus Yousef/Yusuf Zia Abbas Akbar Alireza Aref/Arif Asghar Aziz Baqir Daoud/Dawood Edris/Idris Elyas/Ilyas Fawad Ghani
Ghafoor Haidar/Heydar Haroon/Harun Jamshid Jalil Karam Matin Mirza Munir Nazir Qasim Qurban Rafi Sultan Shafi Tariq Zaman""")
PERSIAN_FEMALE = words("""Fatemeh/Fatima/Fatema Maryam/Mariam Zahra Zeinab/Zainab Masoumeh/Masuma Leila/Laila Sara/Sarah Narges/Nargis Parisa Parvin/Parwin Mahnaz Mina Nasrin Nasim Nazanin Niloufar/Nilofar Negin Neda Nahid Najiba Najla Shahla Shabnam Shirin Shokria/Shukria
Sima Simin Soraya Sohaila/Suhaila Tahereh/Tahira Tahmina Wahida Yasaman/Yasmin Zohreh/Zuhra Zarghona Zarmina Ziba Aqila/Aghila Amina Anahita Arezou/Arezo Asma Atefeh/Atifa Azadeh/Azada Aziza Bahar Behnaz Benafsha Bibi_Gul Elaheh/Ilaha Elham Farah Farahnaz
Farzaneh/Farzana Fariba Farida Fereshteh/Freshta Forough/Frough Freba Fawzia Golnaz Ghazal Habiba Hakima Halima Hamida Hanifa Hosna/Husna Homa/Huma Jamila Karima Khadijeh/Khadija Khatereh/Khatera Latifa Lida Lima Mahbubeh/Mahbuba Malalai/Malalay Malika Marzieh/Marzia
Mehri Mozhgan/Muzhgan Mursal Nadia Nafisa Naheed Nadereh/Nadera Palwasha Pegah Pari Rabia Razieh/Razia Rahima Rana Raihana/Reyhaneh Robabeh/Rubaba Roya/Ruya Roshan/Roshana Sakineh/Sakina Sahar Salima Samira Sedigheh/Sediqa Setareh/Setara Shakiba Shaima Sharifa Somayeh/Sumaya
Soheila Storai Tamana/Tamanna Zakia Zulaikha""")

TIGRINYA_SECOND = words("Mariam Selassie Michael Giorgis Medhin Yesus Kristos Hiwet Tsadik Egziabher Meskel Ab Amlak Kidan Rufael Gabriel")
TIGRINYA_MALE = words("""Tesfay/Tesfaye/Tesfai Yonas/Jonas Samuel Dawit/Daweet Filmon/Filimon Mulugeta Abraham/Abreham Berhane Bereket Biniam/Binyam Daniel Ermias/Ermyas Eyob/Iyob Fitsum/Fetsum Goitom/Goytom Haben Henok/Henock Hagos Isaias/Isayas Kibrom/Kebrom Kidane Kiflom
Kahsay/Kahsai Mehari/Mehary Meron Merhawi/Merhawe Mussie/Musie Natnael/Nathnael Noah Petros/Petross Robel Samson Semere/Semhere Simon Solomon/Selomon Temesgen/Temesghen Teklu Tewelde Tewodros/Tedros Tsegay/Tsegaye/Tsegai Weldu Yohannes/Yohanes Yemane Yosief/Yosef Zekarias/Zekaryas Zemichael
Abel Adhanom Afewerki/Afeworki Alem Amanuel/Emanuel Andom Araya/Areaya Asmerom/Asmorom Aman Awet Aron/Aaron Bahta Beyene Desta Debesay/Debessay Efrem/Ephrem Elias Estifanos/Stifanos Fessehaye/Fisehaye Futsum Fthawi Ghirmay/Girmay/Ghirmai Ghide/Gide Habtom/Habtemichael Hadish/Haddish
Idris Issac/Isaac Kaleb Kesete/Keshete Mebrahtu/Mebrahtom Measho Medhanie/Medhane Mengistu/Menghistu Mengsteab Micheal Mikiel Nahom Negash/Neghash Negasi Okbay/Ogbay Okubay Redae Russom Sibhatu/Sebhatu Senay Seyoum Shishay/Shishai Sium Tadesse Tareke Tekie Tesfalem Tesfazghi Tikue
Tsehaye Ukbit Umer Woldu Yared Yikealo Zerai/Zeray Zewde Abebe Alemayehu Asfaw Bekele Belay Demissie Fikru Getachew Girma Kebede Lemma Mesfin Mekonnen Shiferaw Sisay Tamrat Tilahun Worku""")
TIGRINYA_FEMALE = words("""Selam/Selamawit Helen/Helena Rahel/Rachel Miriam/Mariam Luwam/Luam Semhar Feven Winta Bisrat Saba Senait/Sennait Tirhas/Tirhass Letebrhan/Letebirhan Abeba/Abebe Abrehet/Abrihet Adiam/Adyam Almaz Alganesh Amleset/Amlesit Asmeret/Asmerit Aster Azieb/Azeb Betelhem/Bethlehem Birikti/Brkti
Danait Delina Eden Elsa/Elsabet Ariam Fana Freweini/Freweyni/Firewoini Fiori Genet/Ghenet Haimanot Hanna/Hana Hiwet/Hiwot Hirut Kibra Kisanet Kokob Lemlem Lidia/Lydia Lula Mahlet/Mahilet Makda Medhin Mebrat Mehret/Mihret Meaza Melat Milena Millen Mulu Natsnet/Netsanet Nigisti/Nighisti Rigat/Rgat Rigbe
Roza Rozina Ruta/Ruth Sara/Sarah Samrawit Senbetu Simret/Simert Snit Sosina Terhas Tsega Tsige/Tsighe Tsehaytu Tigist/Tigisti Timnit Weini/Weyni Wogahta Yodit/Judith Yordanos/Jordanos Yorsalem/Jerusalem Zaid Zewdi Zebib Zufan""")

SOMALI_MALE = words("""Maxamed/Mohamed/Mohammed Axmed/Ahmed Cali/Ali Cabdi/Abdi Xasan/Hassan Xuseen/Hussein/Hussen Cumar/Omar Cabdullahi/Abdullahi Cabdirahmaan/Abdirahman/Abdurahman Yuusuf/Yusuf Ibraahim/Ibrahim Ismaaciil/Ismail Cabdulqaadir/Abdulkadir/Abdiqadir Jaamac/Jama Faarax/Farah
Cismaan/Osman Saciid/Said Warsame Nuur/Nur/Noor Aadan/Adan/Aden Muuse/Muse/Musa Maxamuud/Mohamud/Mahamud Cabdiraxiin/Abdirahim Cabdicasiis/Abdiaziz Cabdulle/Abdulle Diiriye/Dirie Geedi/Gedi Guuleed/Guled Hirsi/Xirsi Idiris/Idris Ilyaas/Ilyas Jibriil/Jibril Khadar/Khader Liibaan/Liban Mahad
Maxad/Mahad Mukhtaar/Mukhtar Mustafe/Mustafa Qaasim/Qasim/Kassim Raage/Rage Rooble/Roble Saalax/Salah Saalim/Salim Samatar/Samater Sharmaarke/Sharmarke Shire Shariif/Sharif Suleebaan/Suleyman/Suleiman Siyaad/Siad Tahliil/Tahlil Xaaji/Haji Xaamud/Hamud Xamse/Hamza Xirsi/Hersi Yaasiin/Yasin/Yassin
Yoonis/Yonis Zakariye/Zakaria Ayaanle/Ayanle Axmednuur/Ahmednur Barre Bashiir/Bashir Bile/Bille Biixi/Bihi Buraale/Burale Bootaan/Botan Caydiid/Aidid Ciise/Isse/Issa Cilmi/Elmi Cige/Ige Cawil/Awil Caato/Ato Cigaal/Egal Daahir/Dahir Daauud/Daud Dheeg/Deg Dhuuxow/Duhow Dubad Ducaale/Duale Faysal/Faisal
Galaal/Galal Garaad/Garad Guure/Gure Haybe/Hayba Hiraab/Hirab Hufane Jeylaani/Jeylani Kaarshe/Karshe Kaahin/Kahin Keynaan/Keinan Korfa Kulane Libaax/Libah Macalin/Moalim Magan Madoobe/Madobe Mataan/Matan Mire Muumin/Mumin Nageeye/Nageye Odawaa/Odowa Olol Qalinle/Kalinle Rashiid/Rashid Sabriye/Sabrie
Samantar Shacbaan/Shaban Shiikh/Sheikh Sugulle/Sugule Tarabi Ugaas/Ugas Wehliye/Wehelie Weheliye Xandulle/Handule Xayle/Hayle Yabarow/Yabarow Yalaxow/Yalahow""")
SOMALI_FEMALE = words("""Faadumo/Fadumo/Faduma/Fatuma Xaliimo/Halimo/Halima Caasha/Asha Khadiija/Khadija/Khadra Maryan/Maryam/Mariam Saynab/Zeinab/Zaynab Hodan Hibaaq/Hibaq/Hibak Ifraax/Ifrah Ilhaan/Ilhan Ikraan/Ikran Iqra Jamiila/Jamila Kaltuun/Kaltun/Kaltum Kiin/Kin Ladan Leylo/Layla/Leyla Luul/Lul Muna
Muxubo/Muhubo Naciima/Naima Nasro/Nasra Najma Nimco/Nimo/Nimco Qamar/Kamar Raxmo/Rahmo/Rahma Ruqiyo/Rukia/Ruqia Roodo/Rodo Sacdiyo/Sadia/Sadiyo Safiyo/Safia Sagal Sahra/Zahra Salaado/Salado Samira Sucaad/Suad Suubban/Subban Shukri Shamso/Shamsa Sirad Timiro Ubax/Ubah Xaawo/Hawo/Hawa Xamdi/Hamdi Xasno/Hasno
Xidig/Hidig Xiis/His Xodan Yasmiin/Yasmin Zamzam Amiina/Amina/Amino Amran/Imran Anisa Ardo Asli Asiya Ayaan/Ayan Bilan Barwaaqo/Barwako Batuulo/Batulo Bishaaro/Bisharo Cibaado/Ibado Cambaro/Ambaro Canab/Anab Cawo/Awo Deeqa/Deqa Dahabo Dhudi Ebla/Ebyan Edna Fartuun/Fartun Farxiya/Farhia Filsan Fawsiya/Fowsia Geelo/Gelo Haweeya/Haweya
Hinda Hamda Hani Idil Istaahil/Istahil Istarliin/Istarlin Khadro Luula Malyuun/Malyun Muxtarama Nadiifo/Nadifo Nuurto/Nurto Racwi/Rawi Siciido/Siido Ugbaad/Ugbad Warsan Xabiibo/Habibo Xafsa/Hafsa""")

UKRAINIAN_MALE = words("""Oleksandr/Alexander/Aleksandr Serhii/Sergey/Serhiy/Sergii Volodymyr/Vladimir Andrii/Andrey/Andriy Mykola/Nikolai/Nikolay Viktor/Victor Oleh/Oleg Yurii/Yuri/Yuriy/Iurii Ivan Vasyl/Vasiliy/Vasyl Mykhailo/Mikhail/Mykhaylo Petro/Petr Dmytro/Dmitry/Dmitrii Ihor/Igor Roman Bohdan/Bogdan Taras Vitalii/Vitaliy/Vitaly
Maksym/Maxim/Maksim Artem/Artiom Denys/Denis Yevhen/Evgeny/Ievgen/Yevgen Anatolii/Anatoliy/Anatoly Oleksii/Alexey/Oleksiy/Aleksei Pavlo/Pavel Vladyslav/Vladislav Stanislav Kostiantyn/Konstantin Hryhorii/Grigory/Grygorii Yaroslav/Iaroslav Danylo/Daniil/Danilo Nazar Illia/Ilya/Ilia Kyrylo/Kirill/Kyrill Matvii/Matviy/Matvey Tymofii/Timofey
Mark Zakhar/Zahar Ruslan Rostyslav/Rostislav Valerii/Valeriy/Valery Leonid Borys/Boris Fedir/Fedor Semen/Semyon Stepan Hennadii/Gennadiy/Gennady Eduard Arsen Arsenii/Arseniy Ostap Orest Marko Nikita/Mykyta Vadym/Vadim Viacheslav/Vyacheslav Yakiv/Yakov Lev Hlib/Gleb Heorhii/Georgiy Davyd/David Makar Severyn Lukian Valentyn/Valentin Rodion""")
UKRAINIAN_FEMALE = words("""Olena/Elena/Olena Oksana/Oxana Nataliia/Natalia/Natalya/Nataliya Tetiana/Tatiana/Tetyana/Tatyana Iryna/Irina Svitlana/Svetlana Olha/Olga Liudmyla/Lyudmila/Liudmila Halyna/Galina/Halina Valentyna/Valentina Nadiia/Nadiya/Nadezhda Hanna/Anna/Ganna Mariia/Maria/Mariya Kateryna/Ekaterina/Katerina Yuliia/Julia/Yulia/Iuliia Anastasiia/Anastasia/Anastasiya
Viktoriia/Victoria/Viktoriya Alina Anhelina/Angelina Sofiia/Sofia/Sofiya Daria/Dariia/Darya Polina Yelyzaveta/Elizaveta/Ielyzaveta Alla Larysa/Larisa Liubov/Lyubov Vira/Vera Zoia/Zoya Nina Raisa/Raiisa Lesia/Lesya Inna Zhanna Marharyta/Margarita Maryna/Marina Kristina/Khrystyna/Krystyna Solomiia/Solomiya Zlata Milana Diana Bohdana/Bogdana
Vladyslava/Vladislava Yevheniia/Yevgenia/Ievgeniia Myroslava/Miroslava Yaryna/Iaryna Ivanna Oleksandra/Alexandra/Aleksandra Veronika/Veronica Karyna/Karina Kira Uliana/Ulyana Taisiia/Taisia Emiliia/Emilia Tamara Yana/Iana Ruslana Lidiia/Lidia Eleonora Snizhana/Snezhana Varvara""")
UKRAINIAN_STEMS = words("""Shevch Bond Kovalch Tkach Kravch Oliin Lysenk Marchen Savch Rudenk Petrenk Panch Polishch Khom Zakhar Pavl Ivan Vasyl Hryhor Fedor Semen Stepan Danyl Havryl Yakov Tymosh Ostap Romanch Symon Mykhail Antonch Karp Levch Klym Marty Nesterch Naum Onyshch Prokop
Pylyp Radch Sydor Teresh Trokhym Usenk Vlas Zinch Yurch Zhur Babych Bilou Chornovol Dovzh Holov Horb Hnat Honch Hrync Kucher Kuzm Lev Lohvyn Lukash Makar Maksym Matv Mel Moroz Musi Nazar Nechyp Nykyf Ohor Omel Osyp Pastuk Pidlis Prystup Pukh Riab Rom Sakh Shcherb Shapoval Skoryk Sol Stets Sukhom Tarn Tsymbal Varv Vdov Vynn Voron Yarem Yefym Zabol Zahor Zaits""")

TURKISH_MALE = words("Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut Salih Recep Fatih Kemal Kadir Emre Hakan Serkan Burak Orhan Erkan Cem Can Deniz Uğur Yaşar Şükrü Çetin Barış Oğuz Tolga Volkan Ümit Yılmaz Metin Bülent Cengiz Erdal Ercan Engin Ferhat Gökhan İlhan Kenan Levent Mesut Nihat Onur Rıza Selim Sinan Turgut Ufuk Vedat Veysel Yavuz Zafer Azad Baran Bawer Berzan Dilovan Hozan Jiyan Karwan Rebwar Rêzan Rojhat Serhat Sherko Soran Şivan Welat Zana Hiwa Hemin Aram Diyar Delil Agit Mazlum Sipan")
TURKISH_FEMALE = words("Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Sultan Hanife Merve Zehra Havva Özlem Hülya Sevgi Songül Gülay Gülşen Nurcan Nuray Yasemin Esra Büşra Kübra Tuğba Aysel Aynur Ayten Birgül Canan Çiğdem Derya Dilek Ebru Esma Feride Filiz Gönül Güler Hacer İpek Leyla Meltem Melek Mine Nesrin Nilgün Özgür Pınar Rabia Selma Seda Serpil Sevim Sibel Şengül Tülay Ümmühan Yeliz Zübeyde Berfin Berivan Delal Evin Gulistan Hêvî Jîn Rojin Rojda Ronahî Şilan Şîrin Viyan Zelal Zîlan Nazdar Bahar Avin Chnar Shler Kazhal Hataw")
TURKISH_FIRST = words("Yıl Kara Ak Öz Demir Kaya Gök Taş Er Bay Koç Çelik Yel Güneş Sarı Kızıl Boz Büyük Küçük Altın Gümüş Tunç Alp Arı Aslan Bal Bey Bil Can Çakır Dağ Deli Doğan Gül Han İnce Kılıç Kırk Kurt Nar Ok Sağ Tek Top Ulu Ün Yaman Yeşil Yurt Zor")
TURKISH_LAST = words("maz oğlu soy er demir taş kaya türk can han doğan tekin dağ ay bulut gül su yurt alp kan baş boğa çı göz el kol tepe oğulları ova pınar")
TURKISH_SURNAMES = words("Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğan Güneş Bulut Aksoy Avcı Türk Acar Bozkurt Güler Tekin Yavuz Keskin Ateş Işık Kaplan Turan Uçar Barzani Talabani Zebari Sindi Doski Mizori Bradosti Jaff Hawrami Barwari Amedi Gerdi Sorani Karim Rashid Hamo Sheikho Osso Bozan Alo Hesso")

VIETNAMESE_SURNAMES = words("Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lương Trịnh Mai Cao Tô Tạ Lâm Đào Hà Vương Thái Châu Quách Tăng La Kiều Triệu Nghiêm Ông Mạc Thạch Khưu")
VIETNAMESE_MALE = words("Minh Hùng Dũng Tuấn Anh Hải Long Nam Sơn Thành Tùng Quang Huy Hoàng Khánh Phong Đức Bình Cường Hiếu Hòa Thắng Trung Việt Vinh Tài Tâm Tân Thịnh Toàn Trí Tú Bảo Công Đạt Duy Giang Hậu Khang Khoa Kiên Lâm Lộc Lợi Luân Nghĩa Nhân Phát Phúc Phước Quân Quốc Sang Tiến Trọng Vũ Xuân")
VIETNAMESE_FEMALE = words("Lan Hoa Hương Mai Linh Thảo Trang Thu Hà Hằng Hạnh Hiền Hồng Huệ Huyền Kim Lệ Liên Loan Ly My Nga Ngân Ngọc Nguyệt Nhi Nhung Oanh Phương Phượng Quỳnh Tâm Thanh Thúy Thủy Tiên Trâm Trinh Tuyết Uyên Vân Vy Yến Xuân Anh Bích Châu Cúc Diễm Diệp Dung Duyên Giang Đào Bình An")
VIETNAMESE_MIDDLE_M = words("Văn Hữu Đức Minh Quốc Thanh Xuân Ngọc Công Đình Quang Anh Trọng Bá Duy Gia Hoàng Viết Thế Tấn Hồng Tiến")
VIETNAMESE_MIDDLE_F = words("Thị Thị_Thanh Thị_Ngọc Thị_Kim Thị_Thu Ngọc Thanh Kim Thu Bích Minh Hồng Thị_Hồng Thị_Mỹ Mỹ Thị_Bích Phương Như Khánh Thùy")

SOUTH_ASIAN_MALE = words("""Muhammad/Mohammad/Mohammed Ali Ahmed/Ahmad Imran Asif Kashif Adnan Usman/Osman Bilal Hamza Faisal Tariq Shahid Khalid Rashid Zahid Javed/Javaid Naveed/Navid Nadeem Saleem/Salim Waseem/Wasim Iqbal Akhtar Arshad Aslam Amjad Ashraf Ejaz/Ijaz Farooq/Faruk Ghulam Habib Haroon Irfan Ishtiaq Junaid Kamran Liaqat Mahmood/Mehmood Mansoor Mubashir Mushtaq Nasir Nawaz Pervez/Parvez
Qasim Rafiq Raza Rizwan Sajid Sarfraz Shabbir/Shabir Shakeel/Shakil Shoaib Sohail/Suhail Tahir Tanveer/Tanvir Umar Waqas Yasir Yousaf/Yusuf Zafar Zeeshan/Zishan Rahul Amit Sanjay Rajesh Suresh Ramesh Vijay Ajay Anil Sunil Ashok Manoj Vinod Deepak/Dipak Rakesh Mukesh Pankaj Sandeep/Sandip Harpreet Gurpreet Jaswinder Balwinder Manjit Ravi Arjun Vikram Nikhil Karthik Prakash Bishnu Krishna Hari Ram Dipendra Rajan
Abdul Karim Rahim Jahangir/Jahangeer Mizanur Anisur Shahidul Nazrul Rafiqul Monirul Saiful Kamrul Tarek Masud Rubel Sumon Rajib""")
SOUTH_ASIAN_FEMALE = words("""Fatima/Fatema Ayesha/Aisha Sadia Saima Samina/Sameena Shazia Sobia Nadia Naila Nazia Noreen/Naureen Rabia Rubina Rukhsana Saira Sana Shabana Shaheen Shamim Shahida Tahira Tasneem/Tasnim Uzma Yasmin/Yasmeen/Jasmin Zainab Zubaida Zahida Asma Bushra Farah Farida Farzana Fozia/Fouzia Hina Humaira/Humera Iqra Kalsoom/Kulsum Khalida Kiran Maria Maryam Mehwish Misbah Mumtaz Nasreen/Nasrin Naseem
Parveen/Parvin Razia Riffat Robina Sajida Salma Sidra Sumaira/Sumera Surriya/Suraiya Zarina Priya Pooja/Puja Neha Anjali Sunita Anita Rekha Meena/Mina Kavita Geeta/Gita Seema/Sima Asha Usha Lakshmi/Laxmi Radha Sita Deepa/Dipa Harjit Kuldeep Manpreet Simran Nisha Ritu Swati Shreya Divya Nirmala Kamala Sarita Binita Sabina Nasima Rahima Shirin Taslima Rokeya Jahanara Monira Sharmin Nargis""")
SOUTH_ASIAN_SURNAMES = words("""Khan Ahmed/Ahmad Hussain/Hussein Ali Malik Iqbal Butt Chaudhry/Chaudhary/Choudhry Mirza Qureshi/Qureishi Sheikh/Shaikh Shah Raja Mahmood Akhtar Bibi Begum Rana Bhatti Mughal Siddiqui/Siddiqi Syed Ansari Hashmi Rizvi Naqvi Abbasi Awan Dar Lodhi Gondal Warraich Cheema Janjua Khokhar Gill Sandhu Sidhu Dhillon Grewal Singh Kaur Kumar Sharma Verma/Varma Gupta Patel Shah_Jahan Mehta Joshi Desai Reddy
Rao Nair Menon Iyer Pillai Das Ghosh Bose Sen Roy Chatterjee Mukherjee Banerjee Dutta/Datta Chakraborty Mishra Pandey Tiwari Yadav Thapa Gurung Rai Shrestha Tamang Magar Adhikari Bhandari Karki Poudel Rahman Islam Hossain/Hussain Uddin Miah/Mia Chowdhury/Choudhury Sarkar/Sarker Haque/Huq Alam Talukder Sikder Molla Bhuiyan Mazumder Aziz Karim Rashid Saleem Nawaz Aslam Yousaf Bashir Ashraf Nazir""")

TAMIL_FIRST = words("Siva Raja Bala Krishna Ganesha Thiru Naga Jeya Selva Kana Maha Pushpa Ratna Sri Sundara Thana Uthaya Vijaya Yoga Chandra Guna Kumara Loga Nava Para Rama Sella Veera")
TAMIL_LAST_M = words("nathan kumar samy lingam rajah moorthy pillai singam ratnam kanthan palan sekaram thasan varan guru pathy seelan raj")
TAMIL_LAST_F = words("malar devi rani mathy luxmy vathany kala nithy thevi selvi priya ruby gowry ambal")

DANISH_MALE = words("Jens Peter Lars Michael Henrik Thomas Søren Jan Christian Martin Niels Anders Morten Jesper Hans Jørgen Mads Per Ole Rasmus Kristian Kim Erik Brian Steen Frederik Jakob Mikkel Bent John Poul Torben Emil Oliver William Lucas Noah Victor Magnus Kasper Simon Jonas Nikolaj Mathias Sebastian Tobias Bo Finn Flemming Knud Leif Mogens Svend Tage Viggo Åge Asger Bjarne Carsten Claus Dennis Ebbe Gert Gorm Holger Ivan Johannes Karl Kurt Kaj Laust Malthe Otto Palle René Stig Troels Ulrik Villads Aksel Anton Arthur August Elias Felix Valdemar Storm Theodor")
DANISH_FEMALE = words("Anne Kirsten Mette Hanne Anna Helle Susanne Lene Maria Marianne Lone Camilla Pia Louise Charlotte Bente Tina Gitte Inge Karen Emma Ida Sofie Freja Clara Laura Alma Ella Agnes Josefine Caroline Mathilde Julie Signe Cecilie Katrine Line Maja Nanna Sara Trine Rikke Sanne Jette Birthe Birgit Else Ellen Grethe Ingrid Jytte Kirstine Lis Lotte Margit Merete Nina Ruth Tove Ulla Vibeke Winnie Åse Astrid Asta Ane Bodil Dorte Edith Frida Gerda Hedvig Johanne Karla Luna Nora Olivia Rosa Saga Thea Vilma Ylva")
DANISH_SURNAMES = words("Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Jakobsen Jacobsen Mikkelsen Olesen Frederiksen Laursen Henriksen Lund Schmidt Eriksen Holm Kristiansen Clausen Simonsen Svendsen Andreasen Iversen Jeppesen Mogensen Jespersen Nissen Lauridsen Frandsen Østergaard Jepsen Carlsen Vestergaard Nørgaard Kjær Dahl Bach Friis Bertelsen Lassen Lorenzen Winther Bang Skov Kruse Berg Toft Gregersen Thygesen Danielsen Ravn Hald Krogh Mathiesen")
DANISH_FIRST = words("Skov Lind Nør Vester Øster Sønder Kjær Bjerre Holm Birke Bøge Ege Ask Eng Hede Kirke Kloster Lille Lang Mose Møl Ny Rav Ris Sand Sten Strand Sø Thor Ting Ulv Vang Ved Aa Bisgaards Damm Dyr Fal Ged Gram Hav Hess Høj Kold Krag")
DANISH_LAST = words("gaard lund berg dal holm skov bæk toft rup strup bjerg borg by vad sted kær mark høj ager vang husen lev skjold næs")

POLISH_MALE = words("Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Adam Stanisław Marek Łukasz Grzegorz Mateusz Wojciech Mariusz Dariusz Zbigniew Jerzy Rafał Robert Kamil Jacek Dawid Szymon Bartosz Artur Sławomir Daniel Sebastian Zdzisław Kazimierz Władysław Bogdan Mirosław Ion Gheorghe Constantin Vasile Mihai Alexandru Andrei Florin Ștefan Cristian Marian Ionuț Bogdan Nicolae Adrian Gabriel Lucian Marius Cătălin Răzvan Sorin Dumitru Daniel Cosmin")
POLISH_FEMALE = words("Anna Maria Katarzyna Małgorzata Agnieszka Krystyna Barbara Ewa Elżbieta Zofia Janina Teresa Joanna Magdalena Monika Jadwiga Danuta Irena Halina Helena Beata Aleksandra Marta Dorota Marianna Grażyna Jolanta Stanisława Iwona Karolina Bożena Urszula Justyna Renata Alicja Paulina Sylwia Natalia Wanda Agata Elena Ioana Ana Mihaela Andreea Cristina Alina Gabriela Florentina Daniela Ramona Simona Roxana Mădălina Larisa Ștefania Nicoleta Georgiana Loredana Anca")
POLISH_STEMS = words("Kowal Wiśniew Lewandow Zieliń Szymań Dąbrow Kozłow Jankow Mazur Wojciechow Kwiatkow Krawczy Kaczmar Piotrow Grabow Zając Pawłow Michal Król Wieczor Jabłoń Wróblew Nowakow Majew Olszew Stępniew Malinow Jawor Adamczew Dudziń Nowic Sikor Walczew Rutkow Sadow Baranow Szczepań Kalinow Wysoc Chmielew Borkow Sobczyń Czarnec Urbań Sawic Kubic Maciejew Szulc Gajew Lis Marciniak Kołodziej Błaszczy Przybył Ostrow Tomaszew")
ROMANIAN_SURNAMES = words("Popa Popescu Ionescu Pop Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Constantin Marin Dinu Munteanu Moldovan Ilie Florea Dumitrescu Nistor Lazăr Toma Barbu Tudor Voicu Cojocaru Ungureanu Grigore Manole Oprea Petrescu Sandu Țurcanu Enache Vasilescu Mihăilescu Nițu Georgescu Bălan Iordache Pătrașcu Șerban Tănase Zamfir")

BALKAN_MALE = words("Mirza Amir Senad Nermin Emir Edin Haris Adnan Jasmin Admir Samir Elvir Almir Mirsad Muhamed Ibrahim Mehmed Husein Hasan Salih Zijad Dženan Kenan Tarik Damir Goran Zoran Dragan Milan Nenad Marko Nikola Stefan Aleksandar Željko Slobodan Branko Arben Agron Besnik Driton Fatmir Gëzim Ilir Kushtrim Luan Naim Petrit Skënder Valon Visar Xhemal Bekim Afrim Blerim Dardan Ermal Shpëtim")
BALKAN_FEMALE = words("Amra Aida Lejla Emina Amina Merima Selma Sabina Jasmina Senada Mirela Azra Fatima Hatidža Zumra Nermina Elma Adisa Dženita Belma Ajla Ivana Jelena Milica Dragana Marija Vesna Snežana Ljiljana Gordana Željka Arta Besa Blerta Drita Edona Fatime Flutura Hana Lirije Mimoza Njomza Qëndresa Shpresa Teuta Valbona Vjosa Zana Albana Arbnora")
BALKAN_STEMS = words("Had Mustaf Husein Ibrahim Ahmet Hasan Mehmed Salih Osman Ali Omer Sulejman Jusuf Ram Beg Kad Del Muj Halil Hali Imam Karahas Kovač Kurt Muf Nuh Pet Jovan Nikol Mark Ilij Stojan Milan Petr Đorđ Pavl Stank Tod Vas Živk Luk Filip Radovan Bogdan Avd Čaj Džafer Fazl Grb Hodž Ibiš Kapet Memiš Musl Red Sej Šab Šeh Tahir Zuk")
ALBANIAN_SURNAMES = words("Krasniqi Gashi Berisha Shala Morina Hoxha Bytyqi Rexhepi Kastrati Hasani Zeqiri Rama Osmani Ahmeti Maliqi Haliti Selimi Ibrahimi Sadiku Thaçi Halimi Bajrami Kelmendi Mehmeti Hyseni Rugova Ademi Jashari Limani Elezi Salihu Mustafa Aliu Veseli Xhaka Shabani Dervishi Leka Prifti Çela")

CONGOLESE_MALE = words("Jean Pierre Joseph Emmanuel Patrick Christian Dieudonné Jean_Claude Jean_Pierre Jean_Paul Augustin Célestin Fidèle Innocent Janvier Pascal Thierry Olivier Eric Gilbert Faustin Justin Bosco Samuel David Moïse Isaac Elie Daniel Josué Espoir Trésor Héritier Merci Bienvenu Claude Alphonse Antoine Bernard Blaise Bruno Déogratias Désiré Didier Edouard Etienne Félix Gédéon Gratien Jérémie Kennedy Léonard Prosper Théophile Valentin")
CONGOLESE_FEMALE = words("Marie Jeanne Esther Rebecca Sarah Espérance Jacqueline Béatrice Chantal Clémentine Francine Furaha Gloria Grâce Immaculée Jeannette Joséphine Joyce Judith Justine Léontine Louise Lucie Marceline Mapendo Mwamini Neema Nadine Nyota Odette Pascaline Patience Rachel Riziki Rose Ruth Sifa Solange Sophie Suzanne Thérèse Valérie Véronique Vumilia Yvette Zawadi Aline Alice Angélique Bora Bahati Consolate Dorcas")
CONGOLESE_FIRST = words("Mu Ka Ki Ba Ngo Ma Tshi Lu Bu Nga Kab Mb Ny Ndi Mwa Bi Ka Ru Si Byam")
CONGOLESE_LAST = words("kendi lunda longo yembe mba ngu sonda tanga hindo konde rere simba balume mutima shimba nyonga sengi komba zila tombo bangu gabo kwege sole lenga ndala tumba shombo nkulu fundi")

FILIPINO_MALE = words("Jose Juan Antonio Ricardo Roberto Eduardo Fernando Manuel Ramon Rodrigo Carlos Mario Danilo Rolando Reynaldo Ernesto Romeo Alfredo Arnel Joel Jun Mark_Anthony John_Paul John_Mark Christian Jerome Michael Ronald Ryan Jayson Angelo Gabriel Rafael Miguel Luis Diego Alejandro Javier")
FILIPINO_FEMALE = words("Maria Maria_Cristina Maria_Teresa Maricel Marites Rosalie Jennifer Jocelyn Analyn Cherry Gina Gloria Grace Imelda Irene Jasmine Josephine Joy Leonora Liza Lorna Luzviminda Marilou Mary_Ann Mary_Grace Mary_Jane Michelle Nenita Rowena Rosario Sheila Teresita Vilma Carmen Ana Lucia Camila Valentina Gabriela")
FILIPINO_SURNAMES = words("Santos Reyes Cruz Bautista Ocampo García Mendoza Torres Tomas Andrada Castillo Flores Villanueva Ramos Castro Rivera Aquino Navarro Salazar Mercado Dela_Cruz De_Leon Del_Rosario De_Guzman San_Juan Santiago Soriano Valdez Pascual Perez Gonzales/Gonzalez Lopez Hernandez Fernandez Rodriguez Martinez Sanchez Ramirez Diaz Morales Jimenez Alvarez Romero Vargas Rojas Herrera Medina Aguilar Delgado Ortega Guerrero Domingo Evangelista Francisco Ignacio Lim Tan Chua Ong Sy Magsaysay Macaraeg Dimaculangan Manalo Panganiban Pangilinan Dimagiba Catacutan Gatdula Lacsamana")


def joined(first, last):
    """Every first element with every last one."""
    return [a + b for a in first for b in last]


def arabic_roots(rng, count):
    """Family names after the patterns of professions and nisbas, from random roots of three consonants."""
    consonants = ["b", "d", "f", "gh", "h", "j", "k", "kh", "l", "m", "n", "q", "r", "s", "sh", "t", "w", "z"]
    patterns = ["{0}a{1}{1}a{2}", "{0}a{1}i{2}i", "{0}a{1}ou{2}", "{0}u{1}ai{2}", "{0}a{1}{2}awi", "Al-{0}a{1}{2}i", "Al-{0}u{1}a{2}i", "Al-{0}a{1}a{2}ani", "Abu {0}a{1}{2}a", "Al-{0}a{1}i{2}"]
    made = []
    while len(made) < count:
        root = [consonants[i] for i in rng.choice(len(consonants), 3, replace=False)]
        root[1] = root[1][:1] if len(root[1]) > 1 else root[1]
        made.append(title(patterns[rng.integers(len(patterns))].format(*root)))
    return list(dict.fromkeys(made))


def title(text):
    return re.sub(r"(^|[ \-'])(\w)", lambda found: found.group(1) + found.group(2).upper(), text)


def respell(word, rules, rng):
    """One further romanisation of a word."""
    text = word.lower()
    for pattern, replacement, chance in rules:
        if rng.random() < chance:
            text = re.sub(pattern, replacement, text)
    return title(text.strip() or word)


def variants(entry, rules, rng):
    """VARIANTS spellings of an entry, the usual first; the same may stand more than once."""
    known = entry.split("/")
    found = list(dict.fromkeys(known))
    tries = 0
    while len(found) < VARIANTS and tries < 24:
        tries += 1
        new = respell(known[tries % len(known)], rules, rng)
        if new not in found:
            found.append(new)
    return (found * VARIANTS)[:VARIANTS]


def latin1(text):
    """What a CPR extract can hold: letters outside ISO-8859-1 lose their marks."""
    if text.isascii():
        return text
    text = text.translate(SPECIAL)
    return "".join(letter if ord(letter) < 256 else "".join(part for part in unicodedata.normalize("NFKD", letter) if ord(part) < 128) for letter in text)


def ascii_fold(text):
    """What is left when a clerk has no such keys."""
    text = text.translate(SPECIAL).replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("Æ", "Ae").replace("ß", "ss")
    return "".join(part for part in unicodedata.normalize("NFKD", text) if ord(part) < 128)


SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "İ": "I", "ż": "z", "ơ": "o", "ư": "u", "Ơ": "O", "Ư": "U"})

CHAIN = [("o|f|s", 30), ("of||s", 16), ("o|fg|s", 10), ("o||s", 26), ("o|f|g", 9), ("ofg||s", 6), ("o||f", 3)]


def cultures(rng):
    """All cultures, with the pools that are composed from `rng`."""
    slavic = {"enko": "enko", "uk": "uk", "chuk": "chuk", "skyi": "ska", "iv": "iv", "ets": "ets", "iak": "iak", "ov": "ova", "yn": "yna"}
    ukrainian_m = [title(stem.rstrip("k") + end) for stem in UKRAINIAN_STEMS for end in slavic]
    ukrainian_f = [title(stem.rstrip("k") + slavic[end]) for stem in UKRAINIAN_STEMS for end in slavic]
    order = rng.permutation(len(ukrainian_m))
    ukrainian_m, ukrainian_f = [ukrainian_m[i] for i in order], [ukrainian_f[i] for i in order]
    polish_ends = {"ski": "ska", "czyk": "czyk", "ak": "ak", "wicz": "wicz", "ek": "ek"}
    polish_m = [stem + end for stem in POLISH_STEMS for end in polish_ends] + ROMANIAN_SURNAMES
    polish_f = [stem + polish_ends[end] for stem in POLISH_STEMS for end in polish_ends] + ROMANIAN_SURNAMES
    order = rng.permutation(len(polish_m))
    polish_m, polish_f = [polish_m[i] for i in order], [polish_f[i] for i in order]

    def tail(known, composed):
        return known + [composed[i] for i in rng.permutation(len(composed))]

    arabic = tail(ARABIC_SURNAMES, arabic_roots(rng, 5000))
    bases = [name.split("/")[0].split(" ")[-1] for name in PERSIAN_MALE]
    persian = tail([base + end for base in bases[:40] for end in ("i", "zadeh")], [base + end for base in dict.fromkeys(bases) for end in ("pour", "nia", "far", "yar", "khani", "zai", "khil", "mand", "doost", "nejad", "abadi", "yan", "lu", "khah", " Khan")])
    persian = [title(name.replace("ii", "i")) for name in persian]
    turkish = tail(TURKISH_SURNAMES, [first + last for first, last in ((f, l) for f in TURKISH_FIRST for l in TURKISH_LAST)])
    danish = tail(DANISH_SURNAMES, joined(DANISH_FIRST, DANISH_LAST))
    balkan = tail(ALBANIAN_SURNAMES, [stem + end for stem in BALKAN_STEMS for end in ("ić", "ović", "agić", "bašić", "aj", "anović", "čević")])
    congolese = tail([], joined(CONGOLESE_FIRST, CONGOLESE_LAST))
    tamil_m = [first + last for first in TAMIL_FIRST for last in TAMIL_LAST_M]
    tamil_m = [tamil_m[i] for i in rng.permutation(len(tamil_m))]
    tamil_f = [first + last for first in TAMIL_FIRST for last in TAMIL_LAST_F]
    tamil_f = [tamil_f[i] for i in rng.permutation(len(tamil_f))]
    tigrinya = tail(TIGRINYA_MALE, [f"{first} {last}" for first in ("Gebre", "Haile", "Tekle", "Wolde", "Habte", "Zere", "Kidane", "Tesfa", "Fisseha") for last in TIGRINYA_SECOND])
    south = tail(SOUTH_ASIAN_SURNAMES, [a.split("/")[0] + b for a in SOUTH_ASIAN_SURNAMES[50:90] for b in ("wala", "ani", "pur", "dar", "kar", "wal")])
    filipino = tail(FILIPINO_SURNAMES, [a.split("/")[0] + " " + b.split("/")[0] for a in FILIPINO_SURNAMES for b in FILIPINO_SURNAMES[:12] if a != b])

    return [
        Culture("Arabic", 0.24, [("SYR", 50), ("IRQ", 30), ("LBN", 6), ("XXX", 5), ("JOR", 3), ("EGY", 3), ("MAR", 3)], ARABIC_MALE, ARABIC_FEMALE, arabic, arabic, "father", CHAIN,
                ARABIC_RULES, 0.28, 0.135, 0.85, 0.05, 0.015, known_surnames=len(ARABIC_SURNAMES)),
        Culture("Farsi/Dari", 0.14, [("AFG", 68), ("IRN", 32)], PERSIAN_MALE, PERSIAN_FEMALE, persian, persian, "father",
                [("o||s", 70), ("o|f|s", 10), ("o||f", 12), ("o||", 3), ("of||s", 5)], PERSIAN_RULES, 0.28, 0.22, 0.75, 0.06, 0.015, known_surnames=80),
        Culture("Tigrinya/Amharic", 0.08, [("ERI", 74), ("ETH", 26)], tigrinya, TIGRINYA_FEMALE, tigrinya, tigrinya, "father",
                [("o|f|g", 45), ("o||f", 20), ("o||fg", 20), ("of||g", 15)], TIGRINYA_RULES, 0.32, 0.16, 1.0, 0.02, 0.02, 0.7),
        Culture("Somali", 0.07, [("SOM", 94), ("KEN", 3), ("ETH", 3)], SOMALI_MALE, SOMALI_FEMALE, SOMALI_MALE, SOMALI_MALE, "father",
                [("o|f|g", 50), ("of||g", 20), ("o||fg", 15), ("o||f", 15)], SOMALI_RULES, 0.32, 0.26, 1.0, 0.03, 0.015, 0.8),
        Culture("Ukrainian", 0.11, [("UKR", 90), ("RUS", 6), ("BLR", 4)], UKRAINIAN_MALE, UKRAINIAN_FEMALE, ukrainian_m, ukrainian_f, "patronymic",
                [("o||s", 62), ("o|f|s", 28), ("of||s", 10)], UKRAINIAN_RULES, 0.2, 0.002, 0.25, 0.01, 0.01, 0.7, 0.5),
        Culture("Turkish/Kurdish", 0.08, [("TUR", 60), ("SYR", 15), ("IRQ", 20), ("IRN", 5)], TURKISH_MALE, TURKISH_FEMALE, turkish, turkish, ([""], [""]),
                [("o||s", 100)], LATIN_RULES, 0.06, 0.05, 0.15, 0.2, 0.01, known_surnames=60),
        Culture("Vietnamese", 0.04, [("VNM", 100)], VIETNAMESE_MALE, VIETNAMESE_FEMALE, VIETNAMESE_SURNAMES, VIETNAMESE_SURNAMES, (VIETNAMESE_MIDDLE_M, VIETNAMESE_MIDDLE_F),
                [("fo||s", 40), ("o|f|s", 35), ("of||s", 25)], LATIN_RULES, 0.02, 0.02, 0.98, 0.05, 0.06, 0.5, 1.3),
        Culture("South Asian", 0.06, [("PAK", 50), ("IND", 22), ("BGD", 16), ("NPL", 12)], SOUTH_ASIAN_MALE, SOUTH_ASIAN_FEMALE, south, south, ([""], [""]),
                [("o||s", 100)], SOUTH_ASIAN_RULES, 0.12, 0.04, 0.6, 0.35, 0.03, known_surnames=len(SOUTH_ASIAN_SURNAMES), known_weight=0.8),
        Culture("Tamil", 0.03, [("LKA", 94), ("IND", 6)], tamil_m, tamil_f, tamil_m, tamil_m, "father",
                [("o||f", 60), ("f||o", 15), ("o|f|g", 10), ("o||", 2), ("of||g", 13)], TAMIL_RULES, 0.15, 0.02, 0.5, 0.02, 0.04, 0.6),
        Culture("Balkan", 0.04, [("BIH", 55), ("XKX", 20), ("SRB", 12), ("MKD", 8), ("ALB", 5)], BALKAN_MALE, BALKAN_FEMALE, balkan, balkan, ([""], [""]),
                [("o||s", 100)], LATIN_RULES, 0.04, 0.005, 0.15, 0.03, known_surnames=40, known_weight=0.3),
        Culture("Polish/Romanian", 0.05, [("POL", 55), ("ROU", 45)], POLISH_MALE, POLISH_FEMALE, polish_m, polish_f, (POLISH_MALE, POLISH_FEMALE),
                [("o||s", 75), ("of||s", 15), ("o|f|s", 10)], LATIN_RULES, 0.02, 0.0, 0.2, 0.0, surname_skew=0.4),
        Culture("Congolese", 0.02, [("COD", 70), ("BDI", 15), ("RWA", 10), ("COG", 5)], CONGOLESE_MALE, CONGOLESE_FEMALE, congolese, congolese, ([""], [""]),
                [("o||s", 100)], AFRICAN_RULES, 0.1, 0.12, 0.9, 0.25, 0.05, surname_skew=0.3),
        Culture("Danish", 0.03, [("DNK", 86), ("NOR", 5), ("SWE", 5), ("DEU", 4)], DANISH_MALE, DANISH_FEMALE, danish, danish, (danish[:400], danish[:400]),
                [("o|f|s", 55), ("o||s", 35), ("of||s", 10)], LATIN_RULES, 0.02, 0.0, 0.35, 0.25, 0.003, known_surnames=68, known_weight=0.7),
        Culture("Filipino", 0.01, [("PHL", 80), ("COL", 10), ("ESP", 10)], FILIPINO_MALE, FILIPINO_FEMALE, filipino, filipino, (filipino[:120], filipino[:120]),
                [("o|f|s", 60), ("o||s", 25), ("o||fs", 15)], LATIN_RULES, 0.02, 0.0, 0.4, 0.2, 0.02, known_surnames=70, known_weight=0.7),
    ]


def patronymic(father, male):
    """Ukrainian patronymic of a father's name (its first spelling)."""
    name = father.split("/")[0]
    stem = re.sub(r"(ii|iy|y|a|o|i)$", "", name)
    soft = name.endswith(("ii", "iy"))
    if male:
        return stem + ("iiovych" if soft else "ovych")
    return stem + ("iivna" if soft else "ivna")
