//! The forms of a vocabulary file. Unknown keys are refused, so that a slip of the pen is no silent gap.

use serde::Deserialize;
use smol_str::SmolStr;

use super::names::Names;
use super::slot::Slot;

/// The channel of frameworks that serve any messenger's webhook.
const WEB: &str = "web";

/// Whether a channel is a messenger, and not what any messenger may call.
pub fn is_messenger(channel: &str) -> bool {
    channel != WEB
}

/// One file below `lints/vocabulary`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Its name: the provider, the channel library, the guard library.
    pub name: SmolStr,
    /// The packages whose members its rules speak of, as imports name them in any language.
    #[serde(default)]
    pub packages: Vec<SmolStr>,
    /// Further words that tell the prefilter that a file matters; the packages count too.
    #[serde(default)]
    pub marks: Vec<SmolStr>,
    /// The messenger, for a channel file (`whatsapp`, `telegram`, …; `web` for frameworks that serve any).
    pub channel: Option<SmolStr>,
    /// Calls.
    #[serde(default)]
    pub call: Vec<CallRule>,
    /// Reads of a member or global.
    #[serde(default)]
    pub member: Vec<MemberRule>,
    /// Classes whose methods are called from outside.
    #[serde(default)]
    pub class: Vec<ClassRule>,
    /// Exported functions that are called from outside.
    #[serde(default)]
    pub export: Vec<ExportRule>,
    /// Addresses.
    #[serde(default)]
    pub endpoint: Vec<EndpointRule>,
    /// Typed messages with a role.
    #[serde(default)]
    pub message: Vec<MessageRule>,
    /// Fields of a message's data that are not the user's words.
    #[serde(default)]
    pub metadata: Vec<SmolStr>,
    /// Fields of a message's data that hold the user's words.
    #[serde(default)]
    pub text_fields: Vec<SmolStr>,
    /// Fields of a model's answer that are not its words.
    #[serde(default)]
    pub not_words: Vec<SmolStr>,
    /// Fields that hold the user's words even within other data of a message (`event.text`).
    #[serde(default)]
    pub message_words: Vec<SmolStr>,
    /// Fields of a message's data below which everything is what the user picked (`button_reply.id`).
    #[serde(default)]
    pub picked_fields: Vec<SmolStr>,
    /// Fields of a model's answer that hold its words.
    #[serde(default)]
    pub word_fields: Vec<SmolStr>,
    /// Fields of a model's answer that say which of the program's functions it picked.
    #[serde(default)]
    pub pick_fields: Vec<SmolStr>,
    /// Ends of sender names that are no reply though they take the answer (`log`, `save`).
    #[serde(default)]
    pub not_reply: Vec<SmolStr>,
    /// Beginnings of function names that send what they are given, for calls nobody knows.
    #[serde(default)]
    pub sends: Vec<SmolStr>,
    /// Labels of a classifier that let anything through (`general`, `other`, `chitchat`).
    #[serde(default)]
    pub open_labels: Vec<SmolStr>,
    /// Labels of a gate that says yes or no to a subject (`off_topic`, `irrelevant`, `no`).
    #[serde(default)]
    pub gate_labels: Vec<SmolStr>,
    /// Words that call the model as such (`gpt`, `ask`, `bot`).
    #[serde(default)]
    pub summons: Vec<SmolStr>,
    /// Sets of payload fields that tell the channel: all of one set must be read.
    #[serde(default)]
    pub payload: Vec<Vec<SmolStr>>,
    /// Names of fields, functions and files.
    #[serde(default)]
    pub names: Names,
}

impl RuleFile {
    /// The messenger that the file is about, if it is about one.
    pub fn messenger(&self) -> Option<&SmolStr> {
        self.channel
            .as_ref()
            .filter(|channel| is_messenger(channel))
    }
}

/// What a call means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// A generative model answers.
    Answer,
    /// A hosted assistant, agent or flow answers.
    Hosted,
    /// The answer of a hosted assistant is read back.
    Recall,
    /// Instructions are given to a hosted assistant that the program makes itself.
    Instruct,
    /// A function is registered for messages.
    Handle,
    /// A function is registered for a narrowed set of messages (a command, a keyword).
    HandleCommand,
    /// The result is an incoming message's data.
    Receive,
    /// A text is sent to the user.
    Reply,
    /// The text comes out of retrieval.
    Retrieve,
    /// The result is the user's words in another form (speech to text).
    Transcribe,
    /// The result carries no words (embeddings, images, moderation).
    Discard,
    /// The result is what one of these slots holds.
    Pass,
    /// Joins a list to a text.
    Join,
    /// Fills a template.
    Format,
    /// Replaces a part of a text.
    Replace,
    /// Writes a text behind what a builder of texts holds; the builder is in the slot `user`, by default what the
    /// function is called on, and a template for what is written in the slot `text`.
    WriteInto,
    /// Yields what was written into a builder of texts.
    WrittenInto,
    /// Reads an environment variable or setting.
    Environment,
    /// Holds the settings that a module of the program's own declares.
    Settings,
    /// Reads a row, document or remote setting.
    Database,
    /// Reads a file.
    ReadFile,
    /// Builds a path from parts.
    JoinPath,
    /// Calls the functions among its arguments at some time.
    Spawn,
    /// Calls the function with each item of what it is called on, and yields the results.
    Map,
    /// Calls the function with each item, and yields the items.
    Filter,
    /// Appends to what it is called on.
    Append,
    /// Puts at the beginning of what it is called on.
    Prepend,
    /// Appends all items of a list.
    Extend,
    /// Yields what it is called on and the arguments as one list.
    Concat,
    /// Yields a part of what it is called on (slice, copy, filter without a function).
    Copy,
    /// Reads a key, with a default.
    Get,
    /// Writes a key.
    Put,
    /// Merges records.
    Merge,
    /// Sends an HTTP request.
    Request,
    /// Asks whether a text starts with another.
    TestPrefix,
    /// Asks whether something holds another.
    TestContains,
    /// Asks whether a text matches a pattern.
    TestPattern,
    /// Asks whether two are equal.
    TestEqual,
    /// Asks whether any item satisfies a function.
    TestAny,
    /// Hands a job to a queue, by name.
    Enqueue,
    /// Takes jobs from a queue, by name.
    Dequeue,
    /// Passes the draft to a person who approves it.
    Approve,
    /// A guard that lets only the domain through.
    GuardTopic,
    /// Puts something into a container under a token.
    Offer,
    /// Gives what a container holds for a token, a class or a function.
    Resolve,
    /// Binds the first arguments of a function.
    Bind,
    /// Declares a field of a class, with what it holds at first.
    DeclareField,
    /// Starts a process, which may run a script of the program's own.
    RunScript,
    /// What a process was started with, or reads while it runs.
    Arguments,
    /// Prints what whoever started the process reads.
    Print,
}

/// A call that means something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallRule {
    /// The ends of the dotted way to the function; `^` before a whole way.
    pub path: Vec<SmolStr>,
    /// What it means.
    pub does: Does,
    /// Packages, where they differ from the file's.
    pub packages: Option<Vec<SmolStr>>,
    /// Whether the way alone is enough where the package is not known; by default if it has two members or more. Said
    /// outright, a way of two members or more is enough whatever the package.
    pub loose: Option<bool>,
    /// Slots of which one must be given, where another library has a function of the same name.
    #[serde(default)]
    pub needs: Vec<Slot>,
    /// Where the instructions are.
    #[serde(default)]
    pub system: Vec<Slot>,
    /// Where a list of messages with roles is.
    #[serde(default)]
    pub messages: Vec<Slot>,
    /// Where the user's text is; for other meanings the text, list or key in question.
    #[serde(default)]
    pub user: Vec<Slot>,
    /// The text sent, passed on, joined, read.
    #[serde(default)]
    pub text: Vec<Slot>,
    /// Instructions may stand anywhere in what it is called on (chains, agents).
    #[serde(default)]
    pub search: bool,
    /// The id of a hosted assistant; the name of a queue, key, variable or file.
    #[serde(default)]
    pub id: Vec<Slot>,
    /// The default value.
    #[serde(default)]
    pub default: Vec<Slot>,
    /// Whether the default is written under the key where there is nothing yet.
    #[serde(default)]
    pub keeps_default: bool,
    /// The function that is called; for handlers and spawns.
    #[serde(default)]
    pub callback: Vec<Slot>,
    /// What the function's parameters are called in rules, in order; `*` before those that are the message's data.
    /// Empty: every parameter is, under its own name.
    #[serde(default)]
    pub params: Vec<SmolStr>,
    /// The event names that count, in the slot `id`; any, if empty.
    #[serde(default)]
    pub events: Vec<SmolStr>,
    /// Where the words are that a handler is narrowed to.
    #[serde(default)]
    pub words: Vec<Slot>,
    /// Whether the function's result is the reply.
    #[serde(default)]
    pub returns_reply: bool,
    /// Structured output: the slots that say so.
    #[serde(default)]
    pub structured: Vec<Slot>,
    /// The slots that list tools.
    #[serde(default)]
    pub tools: Vec<Slot>,
    /// The stock text that governs when none is given.
    pub stock: Option<SmolStr>,
    /// Whether it draws pictures: what it is told to draw counts where the user says it (policy brief, case 15).
    #[serde(default)]
    pub pictures: bool,
    /// The service behind a hosted id.
    pub service: Option<SmolStr>,
    /// The addresses of an HTTP request.
    #[serde(default)]
    pub url: Vec<Slot>,
    /// The bodies of an HTTP request.
    #[serde(default)]
    pub body: Vec<Slot>,
    /// The channel, where it differs from the file's.
    pub channel: Option<SmolStr>,
}

/// A member or global whose value means something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberRule {
    /// The ends of the dotted way to it; `^` before a whole way.
    pub path: Vec<SmolStr>,
    /// What its value is: `receive`, `environment`, `database`, `retrieve`, `arguments`.
    pub does: Does,
    /// For the arguments of a process: how many of them stand in front and name the program itself.
    #[serde(default)]
    pub leading: u8,
    /// Packages, where they differ from the file's.
    pub packages: Option<Vec<SmolStr>>,
    /// Whether the way alone is enough; see [`CallRule::loose`].
    pub loose: Option<bool>,
}

/// A class whose methods are called with messages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// The ends of the dotted way to the base class or decorator.
    pub base: Vec<SmolStr>,
    /// The methods.
    pub method: Vec<SmolStr>,
    /// What the parameters are called in rules; see [`CallRule::params`].
    #[serde(default)]
    pub params: Vec<SmolStr>,
    /// Whether the result is the reply.
    #[serde(default)]
    pub returns_reply: bool,
}

/// An exported function that is called with messages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportRule {
    /// The exported or global names.
    pub name: Vec<SmolStr>,
    /// What the parameters are called in rules; see [`CallRule::params`].
    #[serde(default)]
    pub params: Vec<SmolStr>,
    /// Whether the result is the reply.
    #[serde(default)]
    pub returns_reply: bool,
    /// Words of which one must stand in the path; any path, if empty.
    #[serde(default)]
    pub in_path: Vec<SmolStr>,
}

/// An address that means something.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointRule {
    /// Regular expressions on the address; `\u{FFFC}` stands for what is not known.
    pub url: Vec<String>,
    /// What a request to it means.
    pub does: Does,
    /// Where in the body the instructions are.
    #[serde(default)]
    pub system: Vec<Slot>,
    /// Where in the body the messages are.
    #[serde(default)]
    pub messages: Vec<Slot>,
    /// Where in the body the user's text is.
    #[serde(default)]
    pub user: Vec<Slot>,
    /// Where in the body the reply is.
    #[serde(default)]
    pub text: Vec<Slot>,
    /// Whether it draws pictures, see [`CallRule::pictures`].
    #[serde(default)]
    pub pictures: bool,
    /// Where in the body it says that only the staff sees it (a private note).
    #[serde(default)]
    pub internal: Vec<Slot>,
    /// The service behind a hosted address.
    pub service: Option<SmolStr>,
    /// The channel of a reply.
    pub channel: Option<SmolStr>,
    /// Sets of fields: a body that has all of one set is such a request, whatever the address.
    #[serde(default)]
    pub shapes: Vec<Vec<SmolStr>>,
    /// Whether the user's text may stand in the address itself.
    #[serde(default)]
    pub in_url: bool,
}

/// A typed message with a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessageRule {
    /// The ends of the dotted way to what makes it.
    pub path: Vec<SmolStr>,
    /// Who speaks.
    pub role: MessageRole,
    /// Where the text is.
    #[serde(default)]
    pub text: Vec<Slot>,
}

/// Who speaks in a typed message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageRole {
    /// Who instructs.
    System,
    /// The user.
    User,
    /// The model or a tool of it.
    Assistant,
    /// Messages that are put in later.
    Placeholder,
    /// Several messages, each with a role of its own.
    Messages,
    /// Whoever its own role field says.
    Given,
}

/// Kept for the schema's sake: requests are calls that do `request`.
pub type HttpRule = CallRule;

/// Which folder a file stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Room {
    /// `models/`.
    Models,
    /// `channels/`.
    Channels,
    /// `guards/`.
    Guards,
    /// `values/`: how values travel through standard libraries.
    Values,
}
