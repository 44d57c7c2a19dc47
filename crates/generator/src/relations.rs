//! Who is whose, and under which number each person stands today: what records of one person say about another.
//!
//! Built once a day from the population. Must not know how records are written.

use vocabulary::CprNumber;

use crate::population::{Civil, Person, Population};
use crate::spelling::{CivilName, Papers, Pens, civil_name, in_sex, papers, write_civil};

/// The current row of each person, and the children of each.
#[derive(Debug)]
pub(crate) struct Relations {
    current: Vec<Option<u32>>,
    /// Parent and child, in order.
    children: Vec<(u32, u32)>,
}

/// The population with its relations and the pens that write its names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    pub population: &'a Population,
    pub relations: &'a Relations,
    pub pens: Pens<'a>,
}

impl Relations {
    pub(crate) fn of(population: &Population) -> Self {
        let parents_of = |(child, person): (u32, &Person)| [person.mother, person.father].map(|parent| (parent, child));
        let pairs = (0..).zip(&population.persons).flat_map(parents_of);
        let mut children: Vec<(u32, u32)> = pairs.filter_map(|(parent, child)| Some((parent?, child))).collect();
        children.sort_unstable();
        Self { current: population.current_civils(), children }
    }

    /// The row of the civil register that counts for a person today.
    pub(crate) fn current(&self, person: u32) -> Option<u32> {
        self.current.get(person as usize).copied().flatten()
    }

    /// The children of a person.
    pub(crate) fn children(&self, person: u32) -> impl Iterator<Item = u32> {
        let from = self.children.partition_point(|&(parent, _)| parent < person);
        self.children[from..].iter().take_while(move |&&(parent, _)| parent == person).map(|&(_, child)| child)
    }
}

impl View<'_> {
    /// The number under which a person stands today.
    pub(crate) fn number(&self, person: u32) -> Option<CprNumber> {
        self.relations.current(person).map(|row| self.population.civil(row).number)
    }

    /// The name on a person's papers.
    pub(crate) fn papers(&self, person: u32) -> Papers {
        let known = self.population.person(person);
        papers(self.pens, person, known.family, &known.name)
    }

    /// The name that CPR held before any change of surname.
    pub(crate) fn first_name(&self, person: u32) -> CivilName {
        civil_name(self.pens, person, &self.papers(person), self.population.person(person).name.culture)
    }

    /// The name that CPR holds today.
    pub(crate) fn name_today(&self, civil: &Civil) -> CivilName {
        let mut written = self.first_name(civil.person);
        let Some((spouse, _)) = civil.married_name else { return written };
        let known = self.population.person(civil.person);
        let surname = self.papers(spouse).surname.join(" ");
        let taken = Papers {
            given: vec![written.name.given.clone()],
            middle: vec![written.name.middle.clone()],
            surname: vec![in_sex(&surname, self.population.person(spouse).name.culture, known.name.sex)],
        };
        if !taken.surname[0].is_empty() {
            let changed = write_civil(&taken, &mut written.kinds);
            written.name.surname = changed.surname;
            written.name.surname_mark = changed.surname_mark;
        }
        written
    }
}
