//! Who the model is told to be.

use super::*;

/// What makes a name or hole before it a word of the same noun: `{city} clinic`.
const HEADS: ClassSet = ClassSet::all(&[
    Class::Domain,
    Class::Assistant,
    Class::FixedAgent,
    Class::Subject,
    Class::Business,
]);

/// What a bot is said to be that serves, and is not just somebody.
const SERVICE: ClassSet = ClassSet::all(&[
    Class::Assistant,
    Class::Purpose,
    Class::Business,
    Class::FixedAgent,
    Class::Only,
]);

impl Reader<'_> {
    pub(super) fn identity(&mut self) {
        let Some(identity) = self
            .clause
            .find(Class::Identity, 0)
            .or_else(|| self.pronoun())
            .or_else(|| self.bare())
        else {
            return self.naming();
        };
        if self.within_condition(identity)
            && self
                .slots()
                .iter()
                .take(identity)
                .any(|slot| slot.is(Class::If))
        {
            return;
        }
        let slots = self.slots();
        let denied = slots
            .iter()
            .skip(identity + 1)
            .take(2)
            .any(|slot| slot.is(Class::Not));
        if denied || (identity > 0 && self.negated(identity)) {
            return;
        }
        let (after_name, named) = self.skip_name(identity + 1, false);
        let mut tied = false;
        let mut head = true;
        let mut generic = None;
        let named_before = self
            .clause
            .find(Class::Naming, 0)
            .filter(|&naming| naming < identity);
        let alone = named
            && self
                .slots()
                .get(after_name)
                .is_none_or(|next| next.gap >= Gap::Comma);
        let mut persona = named.then_some(identity).or(named_before);
        let mut index = if self.clause.complement_before {
            0
        } else {
            after_name
        };
        let mut bearing = true;
        let mut loose = Vec::new();
        while index < self.slots().len() {
            if index == identity + 1 {
                index = after_name.max(index);
            }
            let Some(&slot) = self.slots().get(index) else {
                break;
            };
            if index > after_name && slot.gap >= Gap::Comma {
                head = false;
                bearing = self.segment_bears(index);
            }
            if slot.meets(STOPS) && !slot.meets(TIES) {
                if slot.is(Class::Maker) {
                    tied |= self.served(index);
                }
                break;
            }
            if slot.is(Class::Naming) {
                index = self.skip_name(index + 1, true).0;
                persona = persona.or(Some(identity));
                continue;
            }
            if slot.meets(ClassSet::all(&[Class::Answer, Class::Purpose, Class::Use])) {
                head = false;
                bearing = slot.is(Class::Purpose);
            }
            if slot.is(Class::About) {
                bearing = true;
            }
            if slot.is(Class::Assistant) && (head || generic.is_none()) {
                generic = Some(index);
            }
            if slot.is(Class::Persona) && !slot.quoted {
                persona = Some(index);
            }
            let bearing = bearing && persona.is_none_or(|at| !self.slots()[at].is(Class::Persona));
            if let Some(weight) = self.ties(index, bearing) {
                if slot.meets(ClassSet::all(&[Class::Anything, Class::Open])) || index == identity {
                    index += 1;
                    continue;
                }
                let of_somebody = persona.is_some_and(|at| {
                    self.slots()[at].is(Class::Persona)
                        && at < index
                        && !self.slots()[at..index]
                            .iter()
                            .any(|slot| slot.meets(ClassSet::all(&[Class::Purpose, Class::About])))
                });
                let person = (alone || named_before.is_some() && persona == named_before)
                    && !self.clause.said.meets(SERVICE);
                let employed = index > 0 && self.slots()[index - 1].is(Class::Employer);
                let weight = if !of_somebody && (head || !slot.content) {
                    weight
                } else {
                    Tie::Weak
                };
                if person && slot.content && !employed {
                    self.push(Effect::Mentions, index, index);
                } else if person && weight == Tie::Firm && slot.is(Class::Domain) {
                    self.push(Effect::Ties(Function::Identity, weight), index, index);
                    tied = true;
                } else if weight == Tie::Loose {
                    loose.push(index);
                } else {
                    self.push(Effect::Ties(Function::Domain, weight), index, index);
                    tied |= !of_somebody;
                }
            }
            if slot.hole == Some(HoleName::BotName) {
                persona = persona.or(Some(index));
            }
            index += 1;
        }
        let somebody = persona.is_some_and(|at| self.slots()[at].is(Class::Persona));
        if !somebody {
            tied |= !loose.is_empty();
            for index in loose {
                self.push(Effect::Ties(Function::Domain, Tie::Loose), index, index);
            }
        }
        match (generic, persona) {
            _ if tied => {}
            (Some(generic), None) => self.push(
                Effect::GenericIdentity,
                identity.min(generic),
                generic.max(identity),
            ),
            (Some(generic), Some(_))
                if self.clause.said.meets(GENERIC_HEAD) && !self.clause.says(Class::Persona) =>
            {
                self.push(
                    Effect::GenericIdentity,
                    identity.min(generic),
                    generic.max(identity),
                );
            }
            (_, Some(persona)) => self.push(
                Effect::Persona,
                identity.min(persona),
                persona.max(identity),
            ),
            (None, None) => self.push(Effect::GenericIdentity, identity, identity),
        }
        if let Some(generalist) = self.clause.find(Class::Generalist, 0)
            && !self.negated(generalist)
        {
            self.push(Effect::Opens, generalist, generalist);
        }
    }

    /// `Made by Tellus for the Tenancy Centre`: who made it says nothing, whom it serves does.
    fn served(&mut self, maker: usize) -> bool {
        let slots = self.slots();
        let Some(serve) = (maker + 1..(maker + 9).min(slots.len()))
            .take_while(|&at| slots[at].gap < Gap::Colon)
            .find(|&at| slots[at].is(Class::Serve))
        else {
            return false;
        };
        let customer = (serve + 1..(serve + 4).min(slots.len())).find(|&at| {
            let slot = &slots[at];
            slot.content && slot.capital && !slot.quoted
                || slot.meets(ClassSet::all(&[Class::Domain, Class::Business]))
                || slot.hole == Some(HoleName::Business)
        });
        if let Some(at) = customer {
            self.push(Effect::Ties(Function::Domain, Tie::Firm), at, at);
        }
        customer.is_some()
    }

    /// `Anda pembantu`: a pronoun with a noun right behind it, without a verb.
    pub(super) fn pronoun(&self) -> Option<usize> {
        let nouns = ClassSet::all(&[
            Class::Assistant,
            Class::Persona,
            Class::Domain,
            Class::Purpose,
            Class::FixedAgent,
            Class::Generalist,
        ]);
        let at = self.clause.find(Class::Pronoun, 0)?;
        let article = self
            .slots()
            .get(at + 1)
            .is_some_and(|slot| slot.is(Class::NameArticle));
        let next = self.slots().get(at + 1 + usize::from(article))?;
        (next.gap < Gap::Comma && (next.content || next.meets(nouns))).then_some(at)
    }

    /// `Virtual assistant for WhatsApp, short answers`: what the bot is, without a verb.
    fn bare(&self) -> Option<usize> {
        let slots = self.slots();
        let at = slots
            .iter()
            .position(|slot| !slot.idle() && !slot.is(Class::Generic))?;
        let alone = slots[at].is(Class::Assistant)
            && !slots[at].quoted
            && slots.get(at + 1).is_none_or(|next| !next.colon);
        let speaks = ClassSet::all(&[Class::If, Class::Answer, Class::Not]);
        (alone && self.clause.place.lead != Lead::Heading && !self.clause.said.meets(speaks))
            .then_some(at)
    }

    /// Describes a character: `your personality`, `these traits`.
    pub(super) fn traits(&mut self) {
        if let Some(at) = self.clause.find(Class::Trait, 0)
            && !self.negated(at)
        {
            self.push(Effect::Traits, at, at);
        }
    }

    /// Whether the part of an identity behind a comma goes on saying what the bot is.
    pub(super) fn segment_bears(&self, from: usize) -> bool {
        self.slots()[from..]
            .iter()
            .enumerate()
            .take_while(|(offset, slot)| *offset == 0 || slot.gap < Gap::Comma)
            .any(|(_, slot)| {
                slot.meets(ClassSet::all(&[
                    Class::Assistant,
                    Class::Domain,
                    Class::About,
                    Class::Purpose,
                    Class::FixedAgent,
                ]))
            })
    }

    pub(super) fn naming(&mut self) {
        if let Some(naming) = self.clause.find(Class::Naming, 0)
            && !self.clause.says(Class::If)
            && !self.negated(naming)
            && !self.names_user(naming)
        {
            let persona = self.clause.find(Class::Persona, naming).unwrap_or(naming);
            self.push(Effect::Persona, naming, persona);
        }
    }

    /// `The customer is called`: it is not the bot that is named.
    fn names_user(&self, naming: usize) -> bool {
        self.slots()[naming.saturating_sub(2)..naming]
            .iter()
            .any(|slot| slot.is(Class::Label) && !slot.is(Class::Assistant))
    }

    /// Skips a bare name right behind `You are`, or behind `called` (`named`); says whether there was one.
    pub(super) fn skip_name(&self, from: usize, named: bool) -> (usize, bool) {
        let slots = self.slots();
        let article = slots
            .get(from)
            .is_some_and(|slot| slot.is(Class::NameArticle))
            && slots
                .get(from + 1)
                .is_some_and(|slot| slot.content && slot.capital);
        let from = from + usize::from(article);
        let mut index = from;
        while index < slots.len() && index < from + 3 {
            let slot = &slots[index];
            let first = index == from;
            let ends = first
                && slots.get(index + 1).is_none_or(|next| {
                    let copula = next.is(Class::Generic) && slots.len() == index + 2;
                    next.gap >= Gap::Comma
                        || slot.caseless
                            && (named
                                || copula && self.clause.complement_before
                                || next.meets(ClassSet::all(&[Class::Answer, Class::Identity])))
                });
            let name = slot.hole == Some(HoleName::BotName)
                || first
                    && slot.hole == Some(HoleName::Unclear)
                    && slots.get(index + 1).is_none_or(|next| {
                        !next.content && !next.meets(HEADS) || next.gap >= Gap::Comma
                    })
                || slot.content && (slot.quoted || slot.capital || ends);
            if !name || index > from && slot.gap >= Gap::Comma {
                break;
            }
            index += 1;
        }
        let possessive = index > from
            && slots.get(index).is_some_and(|slot| {
                slot.end - slot.start == 1
                    && !slot.content
                    && slot.gap == Gap::Space
                    && slot.classes == ClassSet::default()
            });
        if possessive {
            (from, false)
        } else {
            (index, index > from)
        }
    }
}
