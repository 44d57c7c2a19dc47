//! § 33: continuing support of somebody whose supporter is certain to fail.

use jiff::civil::Date;

use super::application::{Application, Conditions, Judged};
use crate::answer::{Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::chapter5_introduction_benefit::right;
use crate::cite;
use crate::edition::Edition;
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

static SUPPORTER_FAILS: Judgement = Judgement {
    fact: "help_assessment.supporter_fails",
    by: Bearer::Municipality,
    words: Words::new(
        "må det udelukkes, at forsørgeren opfylder sine forpligtelser?",
        "must it be ruled out that the supporter meets the obligation?",
    ),
};
/// Whether an expense is reasonable.
pub(super) static REASONABLE: Judgement = Judgement {
    fact: "help_assessment.reasonable",
    by: Bearer::Municipality,
    words: Words::new("er udgiften rimelig?", "is the expense reasonable?"),
};

/// § 33: only § 25, stk. 9 shuts the person out from introduction benefit, so that the right would be there without it
/// ([`right::would_have_right`]); it must be ruled out that the supporter pays, and the expense is reasonable. Reads permit, programme and
/// what chapter 5 reads. Whether support must be ruled out and the expense is reasonable is the municipality's judgement. The application
/// for help stands for one for benefit, which would only be refused.
pub fn supporter_fails(
    file: &PersonFile<'_>,
    spine: &Spine,
    edition: &Edition,
    application: &Application<'_>,
    judged: &Judged,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 33");
    let supported = right::must_be_supported_by_another(file, on, why);
    let otherwise = right::would_have_right(file, spine, edition, on, why);
    let mut met = Conditions::of(provision, application, why);
    met.take(&supported);
    met.take(&otherwise);
    met.judged(provision, judged.supporter_fails, &SUPPORTER_FAILS);
    met.judged(provision, judged.reasonable, &REASONABLE);
    met.finding()
}
