//! Fictional States: the table of the demonstration, and as many plain ones as a bench asks for.
//!
//! The names are coined and belong to no State, territory or place that we know of; the test holds them against the
//! names of all States in six languages. Groups, organisations and languages are dealt out without regard to the sound
//! of a name.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::id::{OrganisationId, StateCode};
use domain::language::{Language, Text, TextStatus, Texts};
use domain::norm::{Membership, RegionalGroup, State, StateStatus};
use domain::submission::Invited;

use RegionalGroup::{African, AsiaPacific, EasternEuropean, Grulac, None as NoGroup, Observer, Weog};

/// A State that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FictionalState {
    /// What the catalogue would hold of it: a code from `QMA` on, no alpha-2 code, no M49 code, no area.
    pub state: State,
    /// The organisations of the catalogue that it is a member of.
    pub organisations: BTreeSet<OrganisationId>,
    /// The language in which it files.
    pub language: Language,
}

impl FictionalState {
    /// Its code.
    pub const fn code(&self) -> &StateCode {
        &self.state.code
    }

    /// Whether it is a Member State; the others are observer States.
    pub const fn is_member(&self) -> bool {
        matches!(self.state.status, StateStatus::Member)
    }

    /// Its name in the language in which it files.
    pub fn own_name(&self) -> &str {
        let name = self.state.name.get(self.language);
        name.map_or(self.code().as_str(), |name| &name.content)
    }

    /// Its invitation to a round, with the groups that it belongs to.
    pub fn invited(&self) -> Invited {
        Invited {
            state: self.state.code.clone(),
            status: self.state.status,
            regional_group: self.state.regional_group,
            areas: BTreeSet::new(),
            ldc: self.state.ldc == Some(true),
            lldc: self.state.lldc == Some(true),
            sids: self.state.sids == Some(true),
            organisations: self.organisations.clone(),
        }
    }

    /// Its memberships, each with its organisation, since before any round.
    pub fn memberships(&self) -> impl Iterator<Item = (&OrganisationId, Membership)> {
        self.organisations.iter().map(|organisation| {
            let membership = Membership {
                state: self.state.code.clone(),
                from: NaiveDate::from_ymd_opt(2000, 1, 1),
                until: None,
            };
            (organisation, membership)
        })
    }
}

/// The States of the demonstration in order of code: 57 members and 3 observer States, over all regional groups.
pub fn demonstration_states() -> Vec<FictionalState> {
    let rows = NAMES.iter().enumerate();
    rows.map(|(place, (names, group))| {
        let code = code_at(place);
        let listed = |list: &str| list.split(' ').any(|listed| listed == code.as_str());
        let member_of = ORGANISATIONS.iter().filter(|(_, members)| listed(members));
        let organisations = member_of
            .map(|(id, _)| OrganisationId::new(*id).expect("ids in the table are ids"))
            .collect();
        let groups = [LEAST_DEVELOPED, LANDLOCKED_DEVELOPING, SMALL_ISLAND_DEVELOPING].map(listed);
        let names = Language::ALL
            .into_iter()
            .zip(names.iter().map(|name| (*name).to_owned()));
        fictional(place, texts(names), *group, groups, organisations)
    })
    .collect()
}

/// So many fictional Member States (up to 193) in order of code, named "Fictional State 1" and on, spread over the
/// regional groups about as Member States are. For benches, which need as many States as there are.
pub fn fictional_states(count: usize) -> Vec<FictionalState> {
    const MOST: usize = 193;
    // The sizes of the regional groups among 193 Members, one of them in none.
    const SIZES: [(RegionalGroup, usize); 6] = [
        (African, 54),
        (AsiaPacific, 54),
        (EasternEuropean, 23),
        (Grulac, 33),
        (Weog, 28),
        (NoGroup, 1),
    ];
    let ends: Vec<(RegionalGroup, usize)> = SIZES
        .into_iter()
        .scan(0, |end, (group, size)| {
            *end += size;
            Some((group, *end))
        })
        .collect();
    (0..count.min(MOST))
        .map(|place| {
            // 73 has no divisor in common with 193, so that this walks through every place once.
            let drawn = place * 73 % MOST;
            let group = ends
                .iter()
                .find(|(_, end)| drawn < *end)
                .map_or(NoGroup, |(group, _)| *group);
            let flags = [drawn % 4 == 1, drawn % 6 == 2, drawn % 5 == 3];
            let name = |language| (language, systematic_name(language, place + 1));
            fictional(place, texts(Language::ALL.map(name)), group, flags, BTreeSet::new())
        })
        .collect()
}

fn systematic_name(language: Language, number: usize) -> String {
    match language {
        Language::Arabic => format!("الدولة الخيالية {number}"),
        Language::Chinese => format!("虚构国家{number}"),
        Language::English => format!("Fictional State {number}"),
        Language::French => format!("État fictif {number}"),
        Language::Russian => format!("Вымышленное государство {number}"),
        Language::Spanish => format!("Estado ficticio {number}"),
    }
}

fn texts(names: impl IntoIterator<Item = (Language, String)>) -> Texts {
    let status = TextStatus::Unofficial;
    Texts::new(
        names
            .into_iter()
            .map(|(language, content)| (language, Text { content, status })),
    )
}

/// `QMA` is at 0.
fn code_at(place: usize) -> StateCode {
    let letter = |first: u8, place: usize| {
        let offset = u8::try_from(place % 26).expect("a remainder of 26 is a byte");
        char::from(first + offset)
    };
    let code: String = ['Q', letter(b'M', place / 26), letter(b'A', place)]
        .into_iter()
        .collect();
    StateCode::new(code).expect("three capital letters are a State code")
}

fn fictional(
    place: usize,
    name: Texts,
    regional_group: RegionalGroup,
    [least_developed, landlocked, small_island]: [bool; 3],
    organisations: BTreeSet<OrganisationId>,
) -> FictionalState {
    let status = match regional_group {
        Observer => StateStatus::Observer,
        African | AsiaPacific | EasternEuropean | Grulac | Weog | NoGroup => StateStatus::Member,
    };
    FictionalState {
        state: State {
            code: code_at(place),
            alpha2: None,
            m49: None,
            status,
            name,
            areas: Vec::new(),
            regional_group,
            regional_group_note: None,
            ldc: Some(least_developed),
            lldc: Some(landlocked),
            sids: Some(small_island),
            name_source: "coined".to_owned(),
        },
        organisations,
        language: Language::ALL[place % Language::ALL.len()],
    }
}

// No group inside another, or beside others in the world, leaves fewer than five States over; only `arf` is too small to be
// published. The test holds it.
const LEAST_DEVELOPED: &str = "QMA QME QMG QMJ QMR QMX QNA QNI QNO QNP QNY QOF";
const LANDLOCKED_DEVELOPING: &str = "QMJ QMP QMR QMU QMY QNA QNB QNI";
const SMALL_ISLAND_DEVELOPING: &str = "QMB QME QMI QMO QMS QMT QNE QNK QNQ QOA";
const ORGANISATIONS: &[(&str, &str)] = &[
    ("au", "QMA QME QMJ QMO QMR QMW QNA QND QNI QNM QNP QNU QNY QOE"),
    ("arf", "QNB QNF QNK QNO"),
    ("apec", "QMC QMF QMI QMK QMP QMS QMX QNB"),
    ("coe", "QMD QMF QML QMQ QMU QMZ QNC QNJ QNN QNW"),
    ("ecowas", "QMO QMR QMW QNA QND"),
    ("eu", "QMD QML QMQ QMZ QNN"),
    ("las", "QNI QNM QNO QNP QNR QNU QNV QNY QOA QOF"),
    ("oas", "QMC QMI QMM QMT QMY QNE QNL QNQ QNX QOC"),
    (
        "osce",
        "QMB QMD QMF QMG QMK QML QMP QMQ QMS QMU QMZ QNC QNJ QNN QNS QNW QOB QOD QOG",
    ),
    ("sco", "QNF QNK QNO QNR QNS QOB"),
];

/// Names in the order of [`Language::ALL`], and the regional group.
#[rustfmt::skip]
const NAMES: &[([&str; 6], RegionalGroup)] = &[
    (["أديلمارا", "阿德尔马拉", "Adelmara", "Adelmare", "Адельмара", "Adelmara"], African),
    (["أرفيسا", "阿尔韦萨", "Arvessa", "Arvesse", "Арвесса", "Arvesa"], AsiaPacific),
    (["بيلكوينت", "贝尔昆特", "Belquint", "Belquint", "Бельквинт", "Belquint"], Grulac),
    (["بريسولين", "布里索伦", "Brisolen", "Brisolène", "Брисолен", "Brisolén"], EasternEuropean),
    (["كالتريفانا", "卡尔特雷瓦纳", "Caltrevane", "Caltrévane", "Кальтревана", "Caltrevana"], African),
    (["كريسموند", "克雷斯蒙德", "Cresmond", "Cresmond", "Кресмонд", "Cresmond"], Weog),
    (["دالفورا", "达尔沃拉", "Dalvora", "Dalvore", "Дальвора", "Dalvora"], AsiaPacific),
    (["دورسينا", "多尔森纳", "Dorsenna", "Dorsenne", "Дорсенна", "Dorsena"], NoGroup),
    (["إلكينور", "埃尔基诺尔", "Elquinor", "Elquinor", "Элькинор", "Elquinor"], Grulac),
    (["إيموريسا", "埃莫里萨", "Emorisa", "Émorise", "Эмориса", "Emorisa"], African),
    (["فالديرا", "法尔德拉", "Faldera", "Faldère", "Фальдера", "Faldera"], AsiaPacific),
    (["فينولارا", "费诺拉拉", "Fenolara", "Fénolare", "Фенолара", "Fenolara"], EasternEuropean),
    (["غالتورين", "加尔托林", "Galtorin", "Galtorin", "Галторин", "Galtorín"], Grulac),
    (["غوسميرا", "戈斯梅拉", "Gosmera", "Gosmère", "Госмера", "Gosmera"], Observer),
    (["هالفيرا", "哈尔韦拉", "Halverra", "Halverre", "Хальверра", "Halverra"], African),
    (["هيسبيراند", "赫斯珀兰德", "Hesperand", "Hespérand", "Гесперанд", "Hesperand"], AsiaPacific),
    (["إيلدافينا", "伊尔达韦纳", "Ildavena", "Ildavène", "Ильдавена", "Ildavena"], Weog),
    (["إيسبيتورا", "伊斯佩托拉", "Ispetora", "Ispétore", "Испетора", "Ispetora"], African),
    (["جولمينتا", "乔尔门塔", "Jolmenta", "Jolmente", "Джолмента", "Jolmenta"], AsiaPacific),
    (["جونافيا", "朱纳维亚", "Junavia", "Junavie", "Джунавия", "Junavia"], Grulac),
    (["كالفيرين", "卡尔韦林", "Kalverin", "Kalvérin", "Кальверин", "Kalverín"], EasternEuropean),
    (["كيسماراند", "凯斯马兰德", "Kesmarand", "Kesmarand", "Кесмаранд", "Kesmarand"], NoGroup),
    (["لانتوريل", "兰图雷尔", "Lanturel", "Lanturel", "Лантурель", "Lanturel"], African),
    (["لوريماند", "洛里曼德", "Lorimand", "Lorimand", "Лориманд", "Lorimand"], AsiaPacific),
    (["لوفيسترين", "卢韦斯特林", "Luvestrin", "Luvestrin", "Лувестрин", "Luvestrín"], Grulac),
    (["ميلورفان", "梅洛尔万", "Melorvan", "Mélorvan", "Мелорван", "Melorvan"], Weog),
    (["ميرانديل", "米兰德尔", "Mirandel", "Mirandel", "Мирандель", "Mirandel"], African),
    (["مولفاروزا", "穆尔瓦罗萨", "Mulvarose", "Mulvarose", "Мульвароза", "Mulvarosa"], AsiaPacific),
    (["ناروستيل", "纳罗斯特尔", "Narostel", "Narostel", "Наростель", "Narostel"], EasternEuropean),
    (["نيلوريم", "内洛里姆", "Nelorim", "Nélorim", "Нелорим", "Nelorim"], African),
    (["نوفوسترا", "努沃斯特拉", "Nuvostra", "Nuvostre", "Нувостра", "Nuvostra"], Grulac),
    (["أورسيلما", "奥尔塞尔马", "Orselma", "Orselme", "Орсельма", "Orselma"], AsiaPacific),
    (["أوسبينتريل", "奥斯彭特雷尔", "Ospentrel", "Ospentrel", "Оспентрель", "Ospentrel"], Observer),
    (["أوفالونا", "奥瓦卢纳", "Ovalune", "Ovalune", "Овалуна", "Ovaluna"], NoGroup),
    (["بيلوترانا", "佩洛特拉纳", "Pelotrane", "Pélotrane", "Пелотрана", "Pelotrana"], African),
    (["بيريسولفا", "佩里索尔瓦", "Perisolva", "Périsolve", "Перисольва", "Perisolva"], EasternEuropean),
    (["كوينترافا", "昆特拉瓦", "Quintrava", "Quintrave", "Квинтрава", "Quintrava"], AsiaPacific),
    (["كورافيل", "库拉韦尔", "Quoravel", "Quoravel", "Куоравель", "Quoravel"], Grulac),
    (["رافيلمور", "拉韦尔莫尔", "Ravelmor", "Ravelmor", "Равельмор", "Ravelmor"], African),
    (["روفاليزا", "鲁瓦利泽", "Ruvalise", "Ruvalise", "Рувализа", "Ruvalisa"], Weog),
    (["سارفيل", "萨尔韦勒", "Sarvelle", "Sarvelle", "Сарвель", "Sarvela"], AsiaPacific),
    (["سيلميراند", "塞尔米兰德", "Selmirand", "Selmirande", "Сельмиранд", "Selmiranda"], African),
    (["سولفانتر", "索尔万特", "Solvanter", "Solvanter", "Сольвантер", "Solvanter"], Grulac),
    (["تالميرا", "塔尔梅拉", "Talmerra", "Talmerre", "Тальмерра", "Talmerra"], AsiaPacific),
    (["تيرفوليا", "特尔沃利亚", "Tervolia", "Tervolie", "Терволия", "Tervolia"], EasternEuropean),
    (["توريميلا", "托里梅拉", "Torimela", "Torimèle", "Торимела", "Torimela"], NoGroup),
    (["أولميستريل", "乌尔梅斯特雷尔", "Ulmestrel", "Ulmestrel", "Ульместрель", "Ulmestrel"], African),
    (["أونافيل", "乌纳韦勒", "Unavelle", "Unavelle", "Унавель", "Unavela"], AsiaPacific),
    (["فالدوريسا", "瓦尔多里萨", "Valdorisa", "Valdorise", "Вальдориса", "Valdorisa"], Weog),
    (["فيلمارين", "韦尔马林", "Velmarin", "Velmarin", "Вельмарин", "Velmarín"], Grulac),
    (["فوريميل", "沃里梅勒", "Vorimelle", "Vorimelle", "Воримелль", "Vorimela"], African),
    (["ويسمارا", "韦斯马拉", "Wesmarra", "Wesmarre", "Весмарра", "Wesmarra"], Observer),
    (["ووسبيريل", "沃斯皮雷尔", "Wospirel", "Wospirel", "Воспирель", "Wospirel"], AsiaPacific),
    (["زاندوفيل", "赞多韦尔", "Xandovel", "Xandovel", "Ксандовель", "Xandovel"], EasternEuropean),
    (["زيلميرا", "泽尔米拉", "Xelmira", "Xelmire", "Ксельмира", "Xelmira"], Grulac),
    (["ياميرولا", "亚梅罗拉", "Yamerole", "Yamérole", "Ямерола", "Yamerola"], Weog),
    (["يوفيسترا", "约韦斯特拉", "Yovestra", "Yovestre", "Йовестра", "Yovestra"], African),
    (["زاريموند", "扎里蒙德", "Zarimond", "Zarimond", "Заримонд", "Zarimond"], AsiaPacific),
    (["زيلمونديا", "泽尔蒙迪亚", "Zelmondia", "Zelmondie", "Зельмондия", "Zelmondia"], EasternEuropean),
    (["زورفيل", "佐尔韦勒", "Zorvelle", "Zorvelle", "Зорвель", "Zorvela"], NoGroup),
];
