import type { Language } from "./text";

/** Names as people of one background write them. In `script` some of them write their own script. */
export type Background = {
  language: Language | "mi" | "sm" | "to" | "ur" | "so" | "vi" | "ko" | "ht" | "uk" | "el" | "ta";
  /** How often, per site country. */
  share: { US: number; GB: number; NZ: number };
  women: readonly string[];
  men: readonly string[];
  families: readonly string[];
  /** Family name first, without a space between. */
  isJoined?: boolean;
  /** Share of them who do not speak English well enough for a medical talk. */
  needsInterpreter?: number;
  /** No family names: women and men are whole names. */
  isWhole?: boolean;
};

const list = (names: string) => names.split(",").map((name) => name.trim());

export const BACKGROUNDS: readonly Background[] = [
  {
    language: "en",
    share: { US: 42, GB: 46, NZ: 38 },
    women: list(
      "Margaret, Denise, Hannah, Lorraine, Abigail, Sheila, Brenda, Imogen, Peggy, Charlotte, Doreen, Kirsty, Alma, Winifred, Jodie, Rosemary, Tamsin, Beverley, Nell, Gwendolyn",
    ),
    men: list(
      "Walter, Graham, Dennis, Toby, Clifford, Harvey, Neville, Rory, Leonard, Stuart, Wesley, Alistair, Ralph, Mitchell, Ewan, Cecil, Brendan, Floyd, Jasper, Gordon",
    ),
    families: list(
      "Hathersage, Pickering, O’Dowd, Tolliver, Brackenbury, Wainwright, Fenwick-Lowe, McAllister, Dunmore, Sturgess, Ogilvy, Pettibone, Haverstock, Thackray, O’Rourke, Lockridge, Penrose, Quillfeather, Stebbing, Marchbanks, Oldroyd, Kettlewell, Rushforth, D’Arcy-Moss, St. Cloud, Winterbourne, Applegarth, Culpepper, Treadwell, Birdsong, Ashcombe, Bellingham-Voss, Cawthorne, Dewhirst, Eddowes, Farnsworth, Gilchrist-Hay, Hollins, Inchbald, Jessop, Kitteridge, Langstaff, Mulcahy, Netherwood, O’Shaughnessy, Pumphrey, Rackstraw, Silverwood, Tunnicliffe, Underwood, Vickers-Lane, Whitlam, Yarborough, Zellner, Brathwaite, Colquhoun, Drinkwater, Entwhistle, Goodenough, Hepplewhite",
    ),
  },
  {
    language: "en",
    share: { US: 12, GB: 5, NZ: 1 },
    women: list(
      "Latisha, Ebony, Keziah, Odessa, Renata, Shanice, Opal, Philomena, Bernadine, Adaeze, Folasade, Akosua",
    ),
    men: list(
      "Demetrius, Cornelius, Isaiah, Tyrell, Roscoe, Emeka, Kofi, Babatunde, Alphonse, Ezekiel, Jermaine, Chidi",
    ),
    families: list(
      "Broadnax, Delacroix-Hill, Pettway, Singletary, Ogunleye, Asante-Boateng, Mensah, Eze, Adeyemi-Clarke, Fontenot, Boudreaux, Whitfield, Akpan, Batiste, Chukwuma, Desrosiers, Ekwueme, Gaskins, Hairston, Mabry, Nzeribe, Toussaint-Bell",
    ),
  },
  {
    language: "es",
    share: { US: 15, GB: 2, NZ: 1 },
    women: list("María Fernanda, Guadalupe, Yesenia, Rosario, Itzel, Consuelo, Marisol, Esperanza, Ximena, Lourdes"),
    men: list("José Ángel, Ramiro, Eliseo, Heriberto, Joaquín, Octavio, Braulio, Rigoberto, Iker, Santos"),
    families: list(
      "Villaseñor Ruiz, Peña, Ibáñez Montoya, Zúñiga, de la Cruz Barrientos, Olvera, Quiñones, Arriaga Núñez, Echeverri, Cienfuegos, Tlapa, Mondragón",
    ),
    needsInterpreter: 0.5,
  },
  {
    language: "ro",
    share: { US: 2, GB: 6, NZ: 0 },
    women: list("Ștefania, Mihaela, Ioana, Lăcrămioara, Doina, Crina"),
    men: list("Răzvan, Dumitru, Șerban, Costel, Ovidiu, Vasile"),
    families: list("Țuțuianu, Bălănescu, Păunescu-Ilie, Moldoveanu, Ciobotaru, Înălțaru, Rusnac, Gheorghiță"),
    needsInterpreter: 0.4,
  },
  {
    language: "pl",
    share: { US: 2, GB: 7, NZ: 0 },
    women: list("Małgorzata, Zofia, Grażyna, Bożena, Wiesława"),
    men: list("Zbigniew, Łukasz, Grzegorz, Mieczysław, Paweł"),
    families: list("Świerczyńska, Błaszczyk, Dębowicz, Żurek, Szymczak, Pająk, Gołąb, Strzelec"),
    needsInterpreter: 0.4,
  },
  {
    language: "ar",
    share: { US: 2, GB: 3, NZ: 1 },
    women: list("Nawal, Huda, Samira, Rania, Khadija"),
    men: list("Tariq, Yousef, Bassam, Nizar, Hamid"),
    families: list("al-Khatib, Haddad, ben Salah, el-Masry, Abdelrahman, Qabbani-Saad, Shaheen"),
    needsInterpreter: 0.5,
  },
  {
    language: "ar",
    share: { US: 2, GB: 2, NZ: 1 },
    women: list("فاطمة, ليلى, هدى, سعاد, نوال"),
    men: list("محمود, يوسف, خالد, عبد الرحمن, سمير"),
    families: list("الحداد, الخطيب, بن صالح, المصري, الزهراني, قباني"),
    needsInterpreter: 0.8,
  },
  {
    language: "zh",
    share: { US: 2, GB: 1, NZ: 4 },
    women: list("Mei-ling, Xiuying, Jiayi, Suk Yee, Hui Min"),
    men: list("Guoqiang, Wing-kit, Zhiwei, Chun Hei, Jianhua"),
    families: list("Ouyang, Szeto, Xu, Leung, Tsai, Qiu, Zhong"),
    needsInterpreter: 0.5,
  },
  {
    language: "zh",
    share: { US: 3, GB: 1, NZ: 4 },
    women: list("秀兰, 美玲, 佳怡, 淑芬, 玉珍"),
    men: list("国强, 建华, 志伟, 俊杰, 德明"),
    families: list("欧阳, 司徒, 周, 林, 邱, 钟, 许, 梁"),
    isJoined: true,
    needsInterpreter: 0.8,
  },
  {
    language: "hi",
    share: { US: 2, GB: 4, NZ: 4 },
    women: list("Sunita, Kamlesh, Anjali, Pushpa, Meenakshi"),
    men: list("Rajendra, Harish, Dinesh, Omkar, Balbir"),
    families: list("Chaturvedi, Trivedi, Agnihotri, Bhardwaj-Rao, Kulshrestha, Saxena"),
    needsInterpreter: 0.25,
  },
  {
    language: "hi",
    share: { US: 1, GB: 2, NZ: 2 },
    women: list("सुनीता, कमला, अंजलि, शांति, मीना, सरोज, उषा, रेखा"),
    men: list("राजेन्द्र, हरीश, ओमप्रकाश, दिनेश, सुरेश, विजय, मोहन"),
    families: list("चतुर्वेदी, त्रिवेदी, मिश्रा, यादव, सक्सेना, वर्मा, जोशी, पाठक"),
    needsInterpreter: 0.7,
  },
  {
    language: "fr",
    share: { US: 2, GB: 2, NZ: 1 },
    women: list("Hélène, Anne-Sophie, Aïcha, Geneviève, Océane"),
    men: list("Jean-Baptiste, Rémi, Loïc, Mamadou, Étienne"),
    families: list("Beauchêne, Lefrançois, L’Heureux, Diallo-Petit, Châtelain, d’Aubigny"),
    needsInterpreter: 0.3,
  },
  {
    language: "pt",
    share: { US: 3, GB: 3, NZ: 0 },
    women: list("Conceição, Maria João, Graça, Vitória"),
    men: list("João Pedro, Anselmo, Baltazar, Otávio"),
    families: list("Guimarães, Vasconcelos de Brito, Simões, Araújo Leitão, Queirós"),
    needsInterpreter: 0.4,
  },
  {
    language: "de",
    share: { US: 1, GB: 1, NZ: 1 },
    women: list("Gisela, Käthe, Ilse-Marie, Brunhilde"),
    men: list("Jürgen, Götz, Hansjörg, Ulrich"),
    families: list("Großkopf, von der Mühlen, Schönwälder, Öhlschläger, Vogelsang"),
    needsInterpreter: 0.15,
  },
  {
    language: "ru",
    share: { US: 2, GB: 1, NZ: 1 },
    women: list("Людмила, Зинаида, Татьяна, Галина"),
    men: list("Аркадий, Геннадий, Борис, Виталий"),
    families: list("Черненко, Заболотных, Седых, Кравец, Долгих"),
    needsInterpreter: 0.6,
  },
  {
    language: "uk",
    share: { US: 1, GB: 1, NZ: 0 },
    women: list("Олена, Ярина, Соломія"),
    men: list("Богдан, Тарас, Юрій"),
    families: list("Щербак, Гнатюк, Ковтун"),
    needsInterpreter: 0.6,
  },
  {
    language: "el",
    share: { US: 1, GB: 1, NZ: 0 },
    women: list("Σταυρούλα, Ευανθία"),
    men: list("Λεωνίδας, Χαράλαμπος"),
    families: list("Χατζηγιάννη, Καραμπέτσου, Δημητρίου"),
    needsInterpreter: 0.4,
  },
  {
    language: "vi",
    share: { US: 2, GB: 0, NZ: 1 },
    women: list("Thị Hồng Nhung, Ngọc Ánh, Bích Thủy"),
    men: list("Văn Đức, Quốc Huy, Minh Khôi"),
    families: list("Nguyễn, Huỳnh, Đặng, Trịnh"),
    needsInterpreter: 0.4,
  },
  {
    language: "ko",
    share: { US: 1, GB: 0, NZ: 2 },
    women: list("순자, 영희, 미경"),
    men: list("상철, 동수, 재호"),
    families: list("남궁, 황, 권, 선우"),
    isJoined: true,
    needsInterpreter: 0.6,
  },
  {
    language: "ur",
    share: { US: 1, GB: 5, NZ: 0 },
    women: list("Rukhsana, Shabnam, Zubaida"),
    men: list("Mohammed Aslam, Javed, Iftikhar"),
    families: list("Bibi, Qureshi, Hussain-Malik, Chaudhary"),
    needsInterpreter: 0.4,
  },
  {
    language: "so",
    share: { US: 1, GB: 2, NZ: 0 },
    women: list("Hodan, Ifrah, Sahra"),
    men: list("Abdirahman, Liban, Warsame"),
    families: list("Jama Farah, Cabdi Nuur, Hirsi"),
    needsInterpreter: 0.5,
  },
  {
    language: "ta",
    share: { US: 0, GB: 2, NZ: 1 },
    women: list("மீனாட்சி, கலைவாணி, Thenmozhi, Paramasivam Selvi"),
    men: list("முருகன், இளங்கோ, Arulmozhi, Kandiah"),
    families: [],
    isWhole: true,
    needsInterpreter: 0.4,
  },
  {
    language: "en",
    share: { US: 1, GB: 1, NZ: 1 },
    women: list(
      "Widyawati, Paramjit, Thandeka, Sri Rahayu Kusumaningtyas, Nomvula, Manjeet, Sulastri, Khin Khin Su, Dolma, Puntsok, Wayan, Zin Mar",
    ),
    men: list("Sukardi, Gurdip, Themba, Made, Harjit, Sibusiso, Poniman, Aung Myint, Tenzin, Lobsang, Nyoman"),
    families: [],
    isWhole: true,
  },
  {
    language: "mi",
    share: { US: 0, GB: 0, NZ: 16 },
    women: list("Aroha, Ngāhuia, Hinemoa, Mere, Te Rina, Wikitōria"),
    men: list("Rāwiri, Tāmati, Wiremu, Hōhepa, Te Ariki, Pita"),
    families: list("Parāone, Te Huia, Ngārimu-Scott, Wharepapa, Tautahi, Pōmare-Hill"),
  },
  {
    language: "sm",
    share: { US: 0, GB: 0, NZ: 6 },
    women: list("Fa’amanu, Losa, Tina"),
    men: list("Tavita, Sefo, Iosefa"),
    families: list("Leaupepe, Tuiasosopo-Va’a, Fa’alogo, Maiava"),
    needsInterpreter: 0.3,
  },
  {
    language: "to",
    share: { US: 0, GB: 0, NZ: 3 },
    women: list("‘Ana Seini, Mele, ‘Ofa"),
    men: list("Sione, Viliami, Tēvita"),
    families: list("Fakatava, Lātū, Taumoepeau-Finau"),
    needsInterpreter: 0.3,
  },
];

/** Names that a form must be able to hold; each is given once. */
export const LONG_NAMES: readonly { name: string; sex: "f" | "m"; language: string }[] = [
  { name: "Maria da Conceição Albuquerque e Vasconcelos de Sá Teixeira Pinto", sex: "f", language: "pt" },
  { name: "Balthasar Leberecht Maximilian Freiherr von Hohenstetten-Rabenau zu Trottlingen", sex: "m", language: "de" },
  { name: "Kaleimomiokalani Makanaokeola-Hookano", sex: "f", language: "en" },
  { name: "Venkatanarasimharajuvaripeta Subrahmanyam", sex: "m", language: "hi" },
  { name: "Oghenekevwe Tejiri-Omonigho", sex: "m", language: "en" },
  { name: "Sister Mary Perpetua of the Holy Name (Bridget Coughlan)", sex: "f", language: "en" },
  { name: "Ng", sex: "f", language: "zh" },
  { name: "X", sex: "m", language: "en" },
  { name: "O", sex: "f", language: "ko" },
  { name: "Baby girl Tolliver", sex: "f", language: "en" },
  { name: "Jean-Luc-Emmanuel N’Guessan-d’Almeida", sex: "m", language: "fr" },
  { name: "Þórdís Hallgrímsdóttir", sex: "f", language: "en" },
  { name: "Nguyễn Hoàng Thị Phương Thảo Elizabeth Marie-Thérèse", sex: "f", language: "vi" },
  { name: "Robert Null, Sr.", sex: "m", language: "en" },
];

/** What people of a language like to be called instead. */
export const PREFERRED: Record<string, { f: readonly string[]; m: readonly string[] }> = {
  en: {
    f: list("Peg, Mrs. P, Auntie Jo, Lulu, Bea, Kit, Bex, Nan"),
    m: list("Bill, Teddy, Doc, Captain, Red, Pop, Sunny, Kit"),
  },
  zh: { f: list("Grace, Vivian, Jenny, Auntie Lin"), m: list("Kevin, Raymond, Leo, Uncle Wai") },
  ko: { f: list("Grace, Helen"), m: list("Paul, Daniel") },
  es: { f: list("Lupita, Chayo, Mari"), m: list("Pepe, Beto, Nacho") },
  mi: { f: list("Nan, Aunty, Wiki"), m: list("Koro, Matua, Bub") },
};

/** For those who need an interpreter. */
export const INTERPRETER_NOTES: readonly string[] = [
  "Interpreter by phone is fine.",
  "Wants the same interpreter each time if possible.",
  "Prefers a woman as interpreter.",
  "Grandson helps with small things, never with medical ones.",
];

export const CONTACT_NOTES: readonly string[] = [
  "Hard of hearing: please write, or ring the daughter.",
  "Do not leave messages on the house phone.",
  "Works nights. Best reached between 15:00 and 17:00.",
  "Large print, please (18 point).",
  "Reads lips; face the camera on video calls.",
  "Screen reader user: no scanned PDFs.",
  "Anxious on the phone. Say who you are and why you call, first thing.",
  "Prefers a woman to call.",
  "Power of attorney held by the eldest son. Ask before discussing anything.",
  "Post goes to a neighbour; write “private” on the envelope.",
  "No fixed address. Letters to the shelter on Canal Street.",
  "Speaks slowly after a stroke. Allow time.",
  "Only texts. Never picks up unknown numbers.",
  "Friday afternoons are for prayer; call before noon.",
  "Nobody else in the household may learn of the case.",
  "Dialysis on Mondays, Wednesdays and Fridays, not reachable in the morning.",
  "Please use the preferred name, always.",
];
