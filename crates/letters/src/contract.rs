//! The integration contract (integrationsloven § 19): goals and activities, Danish education, offers, what follows from absence and
//! refusal, and a place for both parties to sign. What stk. 4 and 5 require, it cannot be built without.

use jiff::civil::Date;
use law::cite;
use law::words::Words;

use crate::document::{Line, Writer};
use crate::envelope::{Person, Sender, plain};
use crate::source::{Source, Sourced};
use crate::text::{AtLeastOne, Text};

/// An integration contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Which version of the contract this is.
    pub version: Sourced<u16>,
    /// The first day on which it applies.
    pub applies_from: Sourced<Date>,
    /// How its content came about.
    pub origin: Origin,
    /// The goals for employment or education (stk. 4, 1. pkt.).
    pub goals: AtLeastOne<Sourced<Text>>,
    /// The activities that shall reach them (stk. 4, 1. pkt.).
    pub activities: AtLeastOne<Sourced<Text>>,
    /// Danish education (stk. 4, 2. pkt.).
    pub danish: DanishEducation,
    /// Offers (stk. 4, 2. pkt.).
    pub offers: Offers,
    /// How Danish education and offers stand to each other (stk. 4, 2. pkt.), where the contract says so.
    pub danish_and_offers: Option<Sourced<Text>>,
    /// Other help and orders that must stand in it (stk. 4, 3. pkt.): rehabilitation, flexi-job, education order.
    pub help_and_orders: Vec<Sourced<Text>>,
}

/// How a contract's content came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Both parties agreed.
    Agreed,
    /// They did not, so the municipality settled it (stk. 7).
    SettledByMunicipality {
        /// What they disagreed about.
        disagreement: Sourced<Text>,
    },
}

/// Danish education.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DanishEducation {
    /// The person follows a course.
    Course {
        /// Which education, module, place and hours.
        course: Sourced<Text>,
        /// The first day, where a course has begun.
        from: Option<Sourced<Date>>,
    },
    /// The person does not need it.
    NotNeeded {
        /// Why.
        because: Sourced<Text>,
    },
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offers {
    /// These.
    Offered(AtLeastOne<Offer>),
    /// Nothing now.
    None {
        /// Why.
        because: Sourced<Text>,
    },
}

/// An offer under §§ 23 a–23 c.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is, where, and for how many hours a week.
    pub what: Sourced<Text>,
    /// What it is for, where somebody has said so: the connection with the goal is theirs to tell.
    pub purpose: Option<Sourced<Text>>,
}

impl Contract {
    pub(crate) fn write(&self, writer: &mut Writer, person: &Person, sender: &Sender) {
        self.write_parties(writer, person, sender);
        self.write_goals(writer);
        self.write_programme(writer);
        write_sanctions(writer);
        write_end(writer);
        writer.heading("Underskrifter", "Signatures");
        let foreigner = plain(writer.field("part", "party", &person.name));
        let municipality = plain(writer.field("part", "party", &sender.authority));
        writer.signatures([
            (Words::new("Du", "You"), foreigner),
            (Words::new("For kommunen", "For the municipality"), municipality),
        ]);
    }

    fn write_parties(&self, writer: &mut Writer, person: &Person, sender: &Sender) {
        let (name, authority) =
            (writer.field("part", "party", &person.name), writer.field("part", "party", &sender.authority));
        writer.paragraph(
            "Denne kontrakt er mellem {} og {}. Den beskriver vejen til arbejde eller uddannelse og det, vi hver især skal gøre.",
            "This contract is between {} and {}. It describes the way to work or education and what each of us shall do.",
            [name, authority],
        );
        let version = plain(writer.field("version", "version", &self.version));
        let from = plain(writer.field("gælder fra", "applies from", &self.applies_from));
        writer.terms([(Words::new("Version", "Version"), version), (Words::new("Gælder fra", "Applies from"), from)]);
        if let Origin::SettledByMunicipality { disagreement } = &self.origin {
            let what = writer.field("uenighed", "disagreement", disagreement);
            let rule = writer.citation(cite!("§ 19, stk. 7"));
            writer.paragraph(
                "Vi er ikke blevet enige om indholdet. Derfor har kommunen fastsat det (integrationsloven {}). Uenigheden er: {}",
                "We have not agreed on the content. That is why the municipality has settled it (Integration Act {}). The \
                 disagreement is: {}",
                [rule, what],
            );
        }
    }

    fn write_goals(&self, writer: &mut Writer) {
        writer.heading("Mål", "Goals");
        let goals: Vec<Line> = self.goals.iter().map(|goal| plain(writer.field("mål", "goal", goal))).collect();
        writer.list(goals);
        writer.heading("Aktiviteter", "Activities");
        let activities: Vec<Line> =
            self.activities.iter().map(|activity| plain(writer.field("aktivitet", "activity", activity))).collect();
        writer.list(activities);
    }

    fn write_programme(&self, writer: &mut Writer) {
        writer.heading("Danskuddannelse", "Danish education");
        match &self.danish {
            DanishEducation::Course { course, from } => {
                let course = writer.field("danskuddannelse", "Danish education", course);
                match from {
                    Some(from) => {
                        let from = writer.field("danskuddannelse fra", "Danish education from", from);
                        writer.paragraph("{}. Første dag er den {}.", "{}. The first day is {}.", [course, from]);
                    }
                    None => writer.paragraph("{}.", "{}.", [course]),
                }
            }
            DanishEducation::NotNeeded { because } => {
                let because = writer.field("hvorfor ikke danskuddannelse", "why no Danish education", because);
                writer.paragraph(
                    "Kontrakten har ikke danskuddannelse: {}",
                    "The contract has no Danish education: {}",
                    [because],
                );
            }
        }
        writer.heading("Tilbud", "Offers");
        match &self.offers {
            Offers::Offered(offers) => {
                let offers: Vec<Line> = offers.iter().map(|offer| offer.line(writer)).collect();
                writer.list(offers);
            }
            Offers::None { because } => {
                let because = writer.field("hvorfor ingen tilbud", "why no offers", because);
                writer.paragraph("Du har ingen tilbud nu: {}", "You have no offers now: {}", [because]);
            }
        }
        if let Some(both) = &self.danish_and_offers {
            let both = writer.field("dansk og tilbud", "Danish and offers", both);
            writer.paragraph(
                "Sådan hænger danskuddannelse og tilbud sammen: {}",
                "How Danish education and offers stand to each other: {}",
                [both],
            );
        }
        if !self.help_and_orders.is_empty() {
            writer.heading("Anden hjælp og pålæg", "Other help and orders");
            let lines: Vec<Line> = self
                .help_and_orders
                .iter()
                .map(|help| plain(writer.field("hjælp eller pålæg", "help or order", help)))
                .collect();
            writer.list(lines);
        }
    }
}

impl Offer {
    fn line(&self, writer: &Writer) -> Line {
        let what = writer.field("tilbud", "offer", &self.what);
        match &self.purpose {
            Some(purpose) => {
                let purpose = writer.field("tilbuddets formål", "purpose of the offer", purpose);
                writer.line("{}. Formål: {}", "{}. Purpose: {}", [what, purpose])
            }
            None => plain(what),
        }
    }
}

/// What follows from refusal and absence (stk. 5): fixed, so that no contract is without it.
fn write_sanctions(writer: &mut Writer) {
    writer.heading("Hvis du udebliver eller siger nej", "If you stay away or refuse");
    writer.paragraph(
        "Får du introduktionsydelse, har det følger, hvis du uden rimelig grund udebliver eller siger nej:",
        "If you receive introduction benefit, staying away or refusing without reasonable ground has consequences:",
        [],
    );
    let absence = writer.line(
        "Udebliver du fra en del af programmet, sætter kommunen ydelsen ned med det, der svarer til den tid, du har forsømt ({}).",
        "If you stay away from a part of the programme, the municipality reduces the benefit by the share that you missed ({}).",
        [writer.citation(cite!("§ 30"))],
    );
    let interview = writer.line(
        "Udebliver du fra en jobsamtale, en cv-samtale eller en rådighedsvurdering, trækker kommunen i ydelsen for hver dag, indtil du \
         igen har kontakt med jobcentret ({}).",
        "If you stay away from a job interview, a CV interview or an availability assessment, the municipality deducts from the benefit \
         for each day until you are in contact with the jobcentre again ({}).",
        [writer.citation(cite!("§ 30 a"))],
    );
    let refusal = writer.line(
        "Siger du nej til en del af programmet, udebliver du så meget, at det svarer til et nej, eller følger du ikke et uddannelsespålæg, \
         stopper ydelsen, så længe du kan tage imod tilbuddet ({}).",
        "If you refuse a part of the programme, stay away so much that it equals a refusal, or do not follow an education order, the \
         benefit stops for as long as you can take up the offer ({}).",
        [writer.citation(cite!("§ 31"))],
    );
    let work = writer.line(
        "Siger du nej til et rimeligt tilbud om arbejde, kan kommunen ikke udbetale ydelsen ({}).",
        "If you refuse a reasonable offer of work, the municipality cannot pay the benefit ({}).",
        [writer.citation(cite!("§ 25, stk. 3, 1. pkt."))],
    );
    writer.list([absence, interview, refusal, work]);
    writer.paragraph(
        "Før kommunen træffer en sådan afgørelse, bliver du hørt. Meld afbud hurtigst muligt, hvis du er syg eller har en anden grund.",
        "Before the municipality makes such a decision, you are heard. Tell us as soon as you can if you are ill or have another reason.",
        [],
    );
}

/// How long it lasts and when it is followed up.
fn write_end(writer: &mut Writer) {
    writer.heading("Opfølgning og varighed", "Follow-up and duration");
    let follow_up = writer.citation(cite!("§ 20, stk. 1, 1. pkt."));
    let duration = writer.citation(cite!("§ 19, stk. 8, 1. pkt."));
    writer.paragraph(
        "Vi følger op på kontrakten i en samtale mindst hver tredje måned ({}). Kontrakten gælder, til du får tidsubegrænset \
         opholdstilladelse ({}). Ændrer din situation sig, kan vi lave en ny version.",
        "We follow up the contract in an interview at least every third month ({}). The contract applies until you are given a permanent \
         residence permit ({}). If your situation changes, we can make a new version.",
        [follow_up, duration],
    );
    let declaration = writer.field(
        "erklæring",
        "declaration",
        &Sourced::new(
            Words::new(
                "Sammen med kontrakten skriver du under på erklæringen om integration og aktivt medborgerskab i det danske samfund.",
                "Together with the contract you sign the declaration on integration and active citizenship in Danish society.",
            ),
            Source::Provision(cite!("§ 19, stk. 1, 3. pkt.")),
        ),
    );
    writer.paragraph("{}", "{}", [declaration]);
}
