//! What a phrase means, before its sentence is read.

/// The meaning of a phrase by itself. The keys of `[phrases]` and `[words]` in a language's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub(crate) enum Class {
    /// Says who the model is: you are, act as, your role is.
    Identity,
    /// You, where that alone says who somebody is: anda pembantu.
    Pronoun,
    /// A name follows: called, your name is.
    Naming,
    /// An article that stands before names.
    NameArticle,
    /// A maker follows: created by, powered by.
    Maker,
    /// Whom it was made for follows, behind its maker: for, on behalf of.
    Serve,
    /// Where somebody works follows: at, chez.
    Employer,
    /// What every bot is: assistant, chatbot, AI, model.
    Assistant,
    /// A bot for everything: general-purpose, all-knowing, like a well-known chatbot.
    Generalist,
    /// Somebody to be: friend, girlfriend, pirate, wizard.
    Persona,
    /// Traits of a person follow: who loves, years old, your personality.
    Trait,
    /// Any subject at all: anything, any topic, whatever they ask.
    Anything,
    /// Every question, yet perhaps within the subject: any question, all queries.
    EveryQuestion,
    /// Questions of a general kind, which a business has too: general questions.
    GeneralQuestion,
    /// Opens by itself: no restrictions, ask me anything, general knowledge.
    Open,
    /// A school or leisure subject; many different ones together are no domain.
    Subject,
    /// A word for what is asked: question, topic, request.
    Topic,
    /// The subject follows or precedes: about, regarding, related to.
    About,
    /// Limits: only, exclusively.
    Only,
    /// Beyond the domain: off-topic, unrelated, anything else.
    Outside,
    /// Negates what follows, or precedes in verb-final languages.
    Not,
    /// To answer, help, talk about.
    Answer,
    /// A negated verb of answering, where the negation is part of it.
    AnswerNot,
    /// To refuse, decline, avoid.
    Refuse,
    /// To bring back to the subject.
    Redirect,
    /// Adds to what was said: also, too, even.
    Also,
    /// Allows: is fine, are welcome.
    Permit,
    /// Goes along with whatever was spoken of: happily, as usual, no problem.
    Consent,
    /// Begins a condition: if, when, for questions.
    If,
    /// A canned sentence follows: say, reply with, tell them.
    Script,
    /// Words of a canned refusal: sorry, I can only, I'm here to.
    Sorry,
    /// Takes a limit back: unless, except, but you may.
    Unless,
    /// Supplied text: the context, the documents, the information below.
    Source,
    /// What an answer rests on follows or precedes: based on, according to.
    Basis,
    /// What the model knows by itself: general knowledge, outside knowledge.
    OwnKnowledge,
    /// Says that something is not in the supplied text.
    Absent,
    /// To admit not knowing: say you don't know.
    Abstain,
    /// To use, rely on, fall back to.
    Use,
    /// Hands over to a person.
    Handoff,
    /// To pass somebody on: transfer, connect, escalate.
    HandVerb,
    /// Whom one is passed on to: a human agent, the team.
    Staff,
    /// Claims to be human.
    Impersonation,
    /// To say or admit, of what one is.
    Hide,
    /// That one is a machine.
    Machine,
    /// Secrecy of instructions, injection.
    Meta,
    /// Honesty and small lists of forbidden subjects.
    Safety,
    /// What the model is for follows: your task is, you help, specialised in.
    Purpose,
    /// A noun or verb of one business or task.
    Domain,
    /// A business without a name or kind: our company, our products.
    Business,
    /// Facts of a business: opening hours, price list, address.
    Data,
    /// A fixed task on the user's text: translate, summarise, classify.
    Fixed,
    /// Who does a fixed task: translator, classifier.
    FixedAgent,
    /// A fixed task that only gives the user's own words another form: translate, transcribe, classify, extract.
    Transform,
    /// A fixed form of output: return only, one word, JSON.
    Output,
    /// Forbids or limits what a list holds, in its heading: limits, not allowed.
    ForbidHeading,
    /// Labels of a transcript: User:, Human:, AI:.
    Label,
    /// Language, tone, length, channel.
    Style,
    /// How long an answer may be: two sentences, one line.
    Measure,
    /// Words that tie nothing.
    Generic,
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ClassSet(u64);

impl ClassSet {
    /// The set of one.
    pub(crate) const fn of(class: Class) -> Self {
        Self(1 << class as u8)
    }

    /// The set of several.
    pub(crate) const fn all(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < classes.len() {
            bits |= 1 << classes[index] as u8;
            index += 1;
        }
        Self(bits)
    }

    /// Whether the class is in it.
    pub(crate) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether any class of the other set is in it.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What both sets hold.
    pub(crate) const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Adds the classes of the other set.
    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
