//! Why a question is asked, folded away below it: the purpose and the provision.

use askama::Template;

use crate::texts::Language;

/// "Hvorfor spørger vi?"
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<details class="details why"><summary class="details-summary">{{ language.t("why-title") }}{% if !about.is_empty() %}<span class="sr-only"> {{ about }}</span>{% endif %}</summary><div class="details-text"><p>{{ reason }}</p><p>{{ language.t_with("why-provision", [("provision", provision.as_str().into())]) }}</p></div></details>"#,
    ext = "html"
)]
pub struct WhyWeAsk {
    /// The language.
    pub language: Language,
    /// The field that is asked about, for who does not see where it stands; empty where it is about the whole form.
    pub about: String,
    /// What the answer is used for.
    pub reason: String,
    /// The provision, as it is cited.
    pub provision: String,
}

super::markup!(WhyWeAsk);
