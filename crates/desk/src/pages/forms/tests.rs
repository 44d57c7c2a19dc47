//! Forms over HTTP: seen, looked at, saved once, taken back, merged, kept as a draft.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use casework::case_import::import;
use casework::office::Office;
use form_urlencoded::Serializer;
use jiff::Timestamp;
use jiff::civil::date;
use journal::Journal;
use serde_json::json;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::App;
use crate::officers::Officers;
use crate::router::router;

/// The desk with one case of Aarhus, whose contract is due.
struct Desk {
    _folder: TempDir,
    router: Router,
    app: App,
}

/// Somebody at work, in a browser.
struct Browser<'d> {
    desk: &'d Desk,
    cookie: String,
}

/// What came back.
struct Page {
    status: StatusCode,
    location: String,
    html: String,
}

const CASE: &str = "/sager/K-1/handlinger";

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("journal.db").display());
    let mut journal = Journal::open(&url).expect("a journal");
    let line = json!({
        "case": "K-1",
        "persons": [{ "id": "100001", "name": "Amal <b>Prøve</b>", "born": "1979-05-02" }],
        "facts": [
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": 751, "basis": ["quota"] },
            { "fact": "cpr_registration", "on": "2008-02-28", "municipality": 751, "effective": "2008-03-01" },
        ]
    });
    import(&mut journal, line.to_string().as_bytes(), "cases.jsonl", "test", Timestamp::now()).expect("an import");
    drop(journal);
    let office = Office::open(&url, date(2008, 3, 10)).expect("an office");
    let app = App::new(office, Officers::of_the_demo(), None);
    Desk { _folder: folder, router: router(app.clone()), app }
}

impl Desk {
    async fn enter(&self, officer: &str) -> Browser<'_> {
        let form = Request::post("/ind").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = form.body(Body::from(format!("officer={officer}"))).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let cookie = response.headers()[header::SET_COOKIE].to_str().expect("a cookie");
        Browser { desk: self, cookie: cookie.split(';').next().unwrap_or_default().to_owned() }
    }

    fn facts(&self) -> usize {
        let count = self.app.office().with_journal(|journal| {
            let mut count = 0;
            journal.read(0, &journal::Filter::all(), |fact| {
                count += usize::from(fact.kind == casework::fact::CASE_FACT);
                std::ops::ControlFlow::<()>::Continue(())
            })?;
            Ok::<_, journal::JournalError>(count)
        });
        count.expect("a journal that can be read")
    }
}

impl Browser<'_> {
    async fn ask(&self, request: Request<Body>) -> Page {
        let response = self.desk.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the answer has an end");
        let location = parts.headers.get(header::LOCATION).map_or("", |location| location.to_str().unwrap_or(""));
        Page {
            status: parts.status,
            location: location.to_owned(),
            html: String::from_utf8(body.to_vec()).expect("a text"),
        }
    }

    async fn get(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.ask(request.body(Body::empty()).expect("a request")).await
    }

    async fn post(&self, path: &str, fields: &[(String, String)]) -> Page {
        self.post_accepting(path, fields, "text/html").await
    }

    async fn post_accepting(&self, path: &str, fields: &[(String, String)], accept: &str) -> Page {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = self.ask(request.body(Body::from(body)).expect("a request")).await;
        // A page that answers a form is read where the browser is led to.
        if answer.location.starts_with("/svar/") { self.get(&answer.location).await } else { answer }
    }

    /// The hidden fields of a form that is opened, with what is typed into it.
    async fn fill(&self, form: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        let page = self.get(&format!("{CASE}/{form}?person=100001")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.html);
        let mut fields = page.hidden();
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }
}

impl Page {
    /// Names and values of the hidden fields, each once.
    fn hidden(&self) -> Vec<(String, String)> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for part in self.html.split(r#"<input type="hidden" name=""#).skip(1) {
            let (name, rest) = part.split_once('"').expect("a name");
            let value = rest.strip_prefix(r#" value=""#).and_then(|rest| rest.split_once('"')).expect("a value").0;
            if name != "back" && fields.iter().all(|(known, _)| known != name) {
                fields.push((name.to_owned(), value.to_owned()));
            }
        }
        fields
    }

    fn says(&self, text: &str) {
        assert!(self.html.contains(text), "{text:?} is not in ({}) {}", self.status, self.html);
    }
}

const CONTRACT: [(&str, &str); 5] = [
    ("0.on", "10.03.2008"),
    ("0.goals.1.aim", "employment"),
    ("0.goals.1.text", "arbejde som kok"),
    ("0.activities.1.text", "danskuddannelse"),
    ("0.activities.1.goal", "1"),
];

#[tokio::test]
async fn what_answers_an_open_duty_is_offered_first_with_provision_and_reason() {
    let desk = desk();
    let page = desk.enter("sagsbehandler-1").await.get(CASE).await;
    let first = page.html.split("<section>").nth(1).expect("a first section");
    for part in ["Lav integrationskontrakt eller ny version", "§ 19, stk. 1, 1. pkt.", "helhedsvurdering", "åben"] {
        assert!(first.contains(part), "{part} in {first}");
    }
    let case = desk.enter("sagsbehandler-1").await.get("/sager/K-1").await;
    case.says("/sager/K-1/handlinger/kontrakt?person=100001");
}

#[tokio::test]
async fn a_contract_is_looked_at_saved_once_and_taken_back() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let before = desk.facts();
    let fields = browser.fill("kontrakt", &CONTRACT).await;
    let preview = browser.post(&format!("{CASE}/kontrakt/se"), &fields).await;
    for part in
        ["arbejde som kok", "opfyldes", "§ 19, stk. 1, 1. pkt.", "Har kontrakten de underskrifter, den skal have?"]
    {
        preview.says(part);
    }
    assert_eq!(desk.facts(), before, "a preview records nothing");

    let hidden = preview.hidden();
    let saved = browser.post(&format!("{CASE}/kontrakt/gem"), &hidden).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    assert_eq!(desk.facts(), before + 1);
    // Sent again, after going back or by pressing twice: the first answer, and nothing more is recorded.
    let again = browser.post(&format!("{CASE}/kontrakt/gem"), &hidden).await;
    assert_eq!((again.status, &again.location), (StatusCode::SEE_OTHER, &saved.location));
    assert_eq!(desk.facts(), before + 1);

    let case = browser.get(&saved.location).await;
    case.says("Oplysningen er registreret");
    case.says("Integrationskontrakt: 1 mål, 1 aktivitet");
    let action = case.html.split(r#"action="/sager/K-1/handlinger/fortryd"#).nth(1).expect("a button that takes back");
    let action = action.split('"').next().unwrap_or_default().replace("&#38;", "&");
    let csrf: Vec<_> = hidden.iter().filter(|(name, _)| name == "csrf").cloned().collect();
    let undone = browser.post(&format!("{CASE}/fortryd{action}"), &csrf).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.html);
    let case = browser.get(&undone.location).await;
    case.says("Oplysningerne er trukket tilbage");
}

#[tokio::test]
async fn what_others_rest_on_is_not_taken_back_and_the_page_says_what_rests_on_it() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let fields = browser.fill("kontrakt", &CONTRACT).await;
    let saved = browser.post(&format!("{CASE}/kontrakt/gem"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let signature = browser
        .fill("underskrift", &[("0.on", "10.03.2008"), ("0.contract", "contract-1"), ("0.party", "foreigner")])
        .await;
    let signed = browser.post(&format!("{CASE}/underskrift/gem"), &signature).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.html);
    let version =
        browser.fill("kontrakt", &[]).await.into_iter().find(|(name, _)| name == "version").expect("a version").1;
    let undone =
        browser.post(&format!("{CASE}/fortryd?ider=contract-1&person=100001&version={version}"), &fields).await;
    assert_eq!(undone.status, StatusCode::CONFLICT);
    undone.says("hviler på dem");
    undone.says("Underskrift på kontrakten: udlændingen");
}

#[tokio::test]
async fn errors_are_told_at_their_fields_and_what_was_typed_stays() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let fields = browser.fill("sygemelding", &[("0.on", "31.02.2008"), ("0.until", "snart")]).await;
    let page = browser.post(&format!("{CASE}/sygemelding/se"), &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says(r##"<a href="#0.on">Dag: skriv en dato, der findes"##);
    page.says(r#"value="31.02.2008""#);
    page.says(r#"value="snart""#);
}

#[tokio::test]
async fn script_and_writing_from_right_to_left_are_shown_as_they_were_typed() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let nasty = "<script>alert(1)</script> مرحبا \"'&";
    let fields = browser.fill("aendring", &[("0.on", "10.03.2008"), ("0.text", nasty), ("1.in_writing", "true")]).await;
    for step in ["se", "ret"] {
        let page = browser.post(&format!("{CASE}/aendring/{step}"), &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.html);
        page.says("&#60;script&#62;alert(1)&#60;/script&#62; مرحبا");
        assert!(!page.html.contains("<script>alert"), "{}", page.html);
        assert!(!page.html.contains("<b>Prøve"), "{}", page.html);
    }
}

#[tokio::test]
async fn of_two_who_write_at_once_the_second_sees_what_the_first_recorded_and_decides() {
    let desk = desk();
    let (first, second) = (desk.enter("sagsbehandler-1").await, desk.enter("sagsbehandler-2").await);
    let late = second.fill("dansk-henvisning", &[("0.on", "10.03.2008"), ("0.provider", "Sprogcenteret")]).await;
    let early = first.fill("kontrakt", &CONTRACT).await;
    assert_eq!(first.post(&format!("{CASE}/kontrakt/gem"), &early).await.status, StatusCode::SEE_OTHER);
    let facts = desk.facts();
    let merge = second.post(&format!("{CASE}/dansk-henvisning/gem"), &late).await;
    assert_eq!(merge.status, StatusCode::CONFLICT);
    for part in
        ["Sagsbehandler 1", "Integrationskontrakt: 1 mål", "Sprogcenteret", "opfyldes", "Gem mit oven på det nye"]
    {
        merge.says(part);
    }
    assert_eq!(desk.facts(), facts, "nothing is overwritten");
    let saved = second.post(&format!("{CASE}/dansk-henvisning/gem"), &merge.hidden()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    assert_eq!(desk.facts(), facts + 1);
}

#[tokio::test]
async fn a_draft_is_kept_offered_gone_on_with_and_gone_when_it_is_saved() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let fields = browser.fill("kontrakt", &CONTRACT).await;
    let kept = browser.post_accepting(&format!("{CASE}/kontrakt/kladde"), &fields, "text/plain").await;
    assert_eq!((kept.status, kept.html.len()), (StatusCode::OK, "14.32".len()), "{}", kept.html);
    // A page that knows nothing of that draft does not overwrite it, by itself or by its button.
    let changed = |goal: &str, draft: &str| -> Vec<(String, String)> {
        let rest = fields.iter().filter(|(name, _)| !["0.goals.1.text", "draft"].contains(&name.as_str())).cloned();
        rest.chain([("0.goals.1.text".to_owned(), goal.to_owned()), ("draft".to_owned(), draft.to_owned())]).collect()
    };
    let other = changed("arbejde som smed", "");
    let address = format!("{CASE}/kontrakt/kladde");
    assert_eq!(browser.post_accepting(&address, &other, "text/plain").await.status, StatusCode::CONFLICT);
    let both = browser.post(&address, &other).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    both.says("arbejde som smed");
    both.says("arbejde som kok");
    let draft = both.hidden().into_iter().find(|(name, _)| name == "draft").expect("the version of the other draft");
    let button = browser.post(&address, &changed("arbejde som kok", &draft.1)).await;
    assert_eq!(button.status, StatusCode::SEE_OTHER, "{}", button.html);

    // Somebody enters anew: the form is there as it was typed.
    let later = desk.enter("sagsbehandler-1").await;
    let form = later.get(&format!("{CASE}/kontrakt?person=100001")).await;
    form.says("Du har en kladde, gemt");
    let form = later.get(&button.location).await;
    form.says("arbejde som kok");
    // Nobody else has it.
    let other = desk.enter("sagsbehandler-2").await.get(&button.location).await;
    assert!(!other.html.contains("arbejde som kok"), "{}", other.html);

    let mut fields = form.hidden();
    fields.extend(CONTRACT.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let saved = later.post(&format!("{CASE}/kontrakt/gem"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let form = later.get(&format!("{CASE}/kontrakt?person=100001")).await;
    assert!(!form.html.contains("Du har en kladde"), "{}", form.html);
}

#[tokio::test]
async fn a_session_that_ended_tells_that_drafts_are_kept() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let fields = browser.fill("kontrakt", &CONTRACT).await;
    let gone = Browser { desk: &desk, cookie: "ankomst=0".to_owned() };
    let page = gone.post(&format!("{CASE}/kontrakt/gem"), &fields).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    page.says("kladde");
    let back = browser.get(&format!("{CASE}/kontrakt/gem")).await;
    assert_eq!((back.status, back.location.as_str()), (StatusCode::SEE_OTHER, "/sager/K-1/handlinger/kontrakt"));
}

#[tokio::test]
async fn a_role_has_the_forms_of_its_task_and_no_others() {
    let desk = desk();
    let benefit = desk.enter("ydelse-1").await;
    let list = benefit.get(CASE).await;
    list.says("Registrér indkomst");
    assert!(!list.html.contains("Lav integrationskontrakt"), "{}", list.html);
    assert_eq!(benefit.get(&format!("{CASE}/kontrakt")).await.status, StatusCode::NOT_FOUND);
    let caseworker = desk.enter("sagsbehandler-1").await;
    let mut fields = benefit.fill("indkomst", &[]).await;
    fields.extend(CONTRACT.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let facts = desk.facts();
    assert_eq!(benefit.post(&format!("{CASE}/kontrakt/gem"), &fields).await.status, StatusCode::NOT_FOUND);
    assert_eq!(caseworker.get(&format!("{CASE}/indkomst")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.facts(), facts);
}

#[tokio::test]
async fn a_step_that_cannot_be_undone_is_confirmed_and_has_no_undo() {
    let desk = desk();
    let browser = desk.enter("sagsbehandler-1").await;
    let draft = browser.fill("afgoerelse-udkast", &[("0.on", "10.03.2008"), ("0.decides", "programme")]).await;
    assert_eq!(browser.post(&format!("{CASE}/afgoerelse-udkast/gem"), &draft).await.status, StatusCode::SEE_OTHER);
    let made = [("0.on", "10.03.2008"), ("0.decision", "decision_draft-1"), ("0.reason", "sagen er oplyst")];
    let made = browser.fill("afgoerelse", &made).await;
    let unconfirmed = browser.post(&format!("{CASE}/afgoerelse/gem"), &made).await;
    assert_eq!(unconfirmed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made_in_general = [("0.on", "10.03.2008"), ("0.decision", "decision_draft-1"), ("0.reason", "sagen er oplyst")];
    let made_in_general = browser.fill("decision_made", &made_in_general).await;
    let unconfirmed = browser.post(&format!("{CASE}/decision_made/gem"), &made_in_general).await;
    assert_eq!(unconfirmed.status, StatusCode::UNPROCESSABLE_ENTITY, "the general form is no way around");
    let confirm = browser.post(&format!("{CASE}/afgoerelse/se"), &made).await;
    confirm.says("Det kan ikke fortrydes");
    let saved = browser.post(&format!("{CASE}/afgoerelse/gem"), &confirm.hidden()).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let case = browser.get(&saved.location).await;
    case.says("Trinnet er endeligt");
    assert!(!case.html.contains("handlinger/fortryd"), "{}", case.html);
}

/// Somebody of the alien register, permitted to live in Aarhus or elsewhere.
fn register(desk: &Desk, person: &str, municipality: u16) {
    let told = |kind: &str, payload: serde_json::Value| journal::NewFact {
        kind: kind.to_owned(),
        subject: format!("carl2:{person}"),
        valid_from: None,
        valid_to: None,
        actor: "test".to_owned(),
        source: None,
        replaces: None,
        payload: payload.to_string(),
    };
    let facts = [
        told(
            casework::fact::CARL2_PERSON,
            json!({ "person_id": person, "given_names": "Nadia", "surname": "Prøve", "birth_date": "1990-02-03", "nationality": "SYR" }),
        ),
        told(
            casework::fact::CARL2_PERMIT,
            json!({ "permit_id": format!("P{person}"), "person_id": person, "ground": "7:1", "granted_on": "2008-02-20", "valid_until": "2013-02-19", "municipality": municipality }),
        ),
    ];
    let office = desk.app.office();
    let appended = office.with_journal(|journal| {
        let mut transaction = journal.begin(Timestamp::now())?;
        transaction.append_all(&facts)?;
        transaction.commit()
    });
    appended.expect("facts");
    office.catch_up().expect("a book");
}

#[tokio::test]
async fn a_case_is_opened_once_with_what_the_registers_tell_and_only_by_the_municipality_of_the_person() {
    let desk = desk();
    register(&desk, "200001", 751);
    register(&desk, "200002", 101);
    let browser = desk.enter("sagsbehandler-1").await;
    for foreign in ["200002", "999999"] {
        let page = browser.get(&format!("/sager/aabn?person={foreign}")).await;
        page.says("Der er ingen med det person-id");
        assert!(!page.html.contains("Nadia"), "{}", page.html);
    }
    let page = browser.get("/sager/aabn?person=200001").await;
    for part in ["Nadia Prøve", "fra udlændingeregistret", "Opholdstilladelse", "value=\"751\" selected"] {
        page.says(part);
    }
    assert!(!page.html.contains("20.02.2008"), "no register tells the day of the placement, and none is put there");
    let mut fields = page.hidden();
    let typed = [
        ("0.on", "10.03.2008"),
        ("0.contents", "name"),
        ("1.on", "20.02.2008"),
        ("1.municipality", "751"),
        ("1.basis", "quota"),
    ];
    fields.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let opened = browser.post("/sager/aabn", &fields).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html);
    let facts = desk.facts();
    let again = browser.post("/sager/aabn", &fields).await;
    assert_eq!((again.location.as_str(), desk.facts()), (opened.location.as_str(), facts));
    browser.get(&opened.location).await.says("Nadia Prøve");
}

#[tokio::test]
async fn a_page_that_answers_a_form_is_led_to_read_again_by_who_sent_it_and_by_nobody_else() {
    let desk = desk();
    let officer = desk.enter("sagsbehandler-1").await;
    let fields = officer.fill("bolig", &[]).await;
    let body = Serializer::new(String::new()).extend_pairs(&fields).finish();
    let request = Request::post(format!("{CASE}/bolig/se"))
        .header(header::COOKIE, &officer.cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let led = officer.ask(request.body(Body::from(body)).expect("a request")).await;
    assert_eq!(led.status, StatusCode::SEE_OTHER, "going back asks nothing of the browser");
    for _ in 0..2 {
        let page = officer.get(&led.location).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.html.contains("skal udfyldes"), "{}", page.html);
    }
    let other = desk.enter("sagsbehandler-2").await;
    assert_eq!(other.get(&led.location).await.status, StatusCode::GONE);
}
