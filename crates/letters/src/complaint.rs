//! Guidance on complaint (forvaltningsloven § 25). Where a complaint goes and within which time is read from the law for the kind of
//! decision, so no letter can send a person to the wrong board.

use law::chapter11_complaints::{ComplaintRoute, route};
use law::facts::{DecisionKind, Empowerment};
use law::words::Words;

use crate::document::{Field, Writer};
use crate::source::{Source, Sourced};
use crate::text::Text;

/// What a letter says on complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintGuidance {
    route: ComplaintRoute,
    send_to: Sourced<Text>,
}

impl ComplaintGuidance {
    /// The guidance for a kind of decision, made by the municipality itself or empowered by another, with the place to which a
    /// complaint is sent: the authority that decided looks at the case again first.
    pub fn new(kind: DecisionKind, empowered: Option<Empowerment>, send_to: Sourced<Text>) -> Self {
        Self { route: route(kind, empowered), send_to }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.heading("Sådan klager du", "How to complain");
        let guidance = self.route.guidance();
        let here = Source::Provision(self.route.provision);
        let board = sentence(writer, guidance.board, here);
        writer.paragraph("{}", "{}", [board]);
        if let Some(limit) = guidance.time_limit {
            let limit = sentence(writer, limit.words, Source::OtherAct(limit.source));
            writer.notice("{}", "{}", [limit]);
        }
        if let Some(through) = guidance.through {
            let through = sentence(writer, through, Source::OtherAct(CHAPTER_10));
            let send_to = writer.field("klagen sendes til", "the complaint is sent to", &self.send_to);
            writer.paragraph(
                "{} Du kan skrive eller ringe til: {}. Fortæl, hvad du er uenig i, og hvorfor.",
                "{} You can write or telephone to: {}. Say what you disagree with, and why.",
                [through, send_to],
            );
        }
        let rest = [
            (guidance.delegating, self.route.delegating_shut_out),
            (guidance.no_further, self.route.no_further),
            (guidance.exception, self.route.may_be_taken_up),
        ];
        let rest = rest.into_iter().filter_map(|(words, provision)| Some((words?, Source::Provision(provision?))));
        for (words, source) in rest {
            let sentence = sentence(writer, words, source);
            writer.paragraph("{}", "{}", [sentence]);
        }
    }
}

fn sentence(writer: &Writer, words: Words, source: Source) -> Field {
    writer.field("klagevejledning", "guidance on complaint", &Sourced::new(words, source))
}

/// What the handling of complaints follows, § 53, stk. 2, 2. pkt.
const CHAPTER_10: Words = Words::new(
    "lov om retssikkerhed og administration på det sociale område kapitel 10",
    "Act on Legal Protection and Administration in Social Matters, chapter 10",
);
