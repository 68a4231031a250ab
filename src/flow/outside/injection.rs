//! Dependency injection: what a container holds under a token, what a parameter is given by its default or decorator, and
//! what hangs on a framework's object under a name.

use smol_str::SmolStr;

use crate::flow::outside::standard::OutsideCall;
use crate::flow::run::Engine;
use crate::flow::values::rope::last_member;
use crate::flow::values::{Extern, Given, ObjectId, ObjectKind, Value, constant};
use crate::syntax::ExprId;
use crate::vocabulary::{CallRule, Does};
use crate::workspace::Location;

impl Engine<'_> {
    /// Something is put into a container under a token.
    pub(crate) fn offer(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<()> {
        let token = self.first_slot(&rule.id, call.args, call.receiver)?;
        let token = self.token_of(&token)?;
        let value = self.first_slot(&rule.user, call.args, call.receiver)?;
        self.bound.insert(token, value);
        Some(())
    }

    /// What a container gives for a token, a class or a function.
    pub(crate) fn resolve(&mut self, rule: &CallRule, call: &OutsideCall<'_>) -> Option<Value> {
        let wanted = self.first_slot(&rule.id, call.args, call.receiver)?;
        let bound = self
            .token_of(&wanted)
            .and_then(|token| self.bound.get(&token).cloned());
        match (bound, &wanted) {
            (Some(bound), _) => self.given_by(&bound, call.at),
            (None, Value::Class(_) | Value::Function(_)) => self.given_by(&wanted, call.at),
            _ => None,
        }
    }

    /// What is handed out for what was bound: the one instance of a class, the result of a factory, else itself.
    fn given_by(&mut self, bound: &Value, at: Location) -> Option<Value> {
        match bound {
            Value::Class(class) => self.some_instance(class),
            Value::Function(_) => {
                let made = self.call(bound, Vec::new(), false, at);
                Some(self.handed_out(made))
            }
            other => Some(other.clone()),
        }
    }

    /// A factory that yields hands out what it yields.
    fn handed_out(&self, made: Value) -> Value {
        match &made {
            Value::Object(id) => match self.object(*id) {
                ObjectKind::List {
                    items,
                    rest: Some(rest),
                } if items.is_empty() => rest.clone(),
                _ => made,
            },
            _ => made,
        }
    }

    fn token_of(&self, value: &Value) -> Option<SmolStr> {
        // The nearest of several is what the container was given.
        match value.alternatives().first()? {
            Value::Class(class) => Some(format!("class {}:{}", class.file.0, class.class.0).into()),
            Value::Extern(external) => {
                let built = external.built.and_then(|id| self.built(id));
                let word = built.and_then(|built| constant(&built.args.first()?.value))?;
                Some(format!("{} {word}", external.path).into())
            }
            other => constant(other).filter(|word| !word.is_empty()),
        }
    }

    /// A record that says under which token a container gives what (`{provide: TOKEN, useClass: X}`).
    pub(crate) fn note_provider(&mut self, fields: &[(SmolStr, Value)]) {
        let names = &self.vocabulary.names().functions;
        let of = |wanted: &[SmolStr]| {
            let mut fields = fields.iter();
            fields.find_map(|(name, value)| wanted.contains(name).then(|| value.clone()))
        };
        let Some(token) = of(&names.provided_as) else {
            return;
        };
        if let (Some(token), Some(value)) = (self.token_of(&token), of(&names.provided)) {
            self.bound.insert(token, value);
        }
    }

    /// Notes the classes that a module's decorator tells its container to make when the program starts.
    pub(crate) fn note_providers(&mut self, module: &Extern) {
        let Some(built) = module.built.and_then(|id| self.built(id)) else {
            return;
        };
        let fields = self.vocabulary.names().functions.providers.iter();
        let lists: Vec<Value> = fields
            .filter_map(|field| self.argument(&built.args, field))
            .collect();
        for list in lists {
            for item in self.items_of(&list).0 {
                if let Value::Class(class) = item {
                    self.providers.push(class);
                }
            }
        }
    }

    /// Makes what containers make when the program starts, and runs what they run then.
    pub(crate) fn start_providers(&mut self) {
        let classes = std::mem::take(&mut self.providers);
        for class in &classes {
            self.shared_instance(class);
        }
        let vocabulary = self.vocabulary;
        for class in classes {
            let Some(instance) = self.shared_instance(&class) else {
                continue;
            };
            for method in &vocabulary.names().functions.started {
                if let Some(Value::Function(closure)) =
                    self.class_member(&class, method, Some(instance.clone()))
                {
                    self.run_alone(closure);
                }
            }
        }
    }

    /// What a parameter gets by the call that stands as its default or decorator: `= Depends(get_chat)`,
    /// `@inject('Chat')`. `None` where it is no such call.
    pub(crate) fn injected_by(&mut self, expr: ExprId) -> Option<Value> {
        use crate::syntax::ExprKind;
        let tree = self.tree();
        let ExprKind::Call { callee, args, .. } = &tree.expr(expr).kind else {
            return None;
        };
        let Value::Extern(external) = self.eval(*callee) else {
            return None;
        };
        let rules = self.rules_for(external.package.as_ref(), &external.path);
        let (_, _, rule) = *rules
            .iter()
            .find(|(_, _, rule)| rule.does == Does::Resolve)?;
        let args = self.eval_args(args);
        let call = OutsideCall {
            external: &external,
            receiver: None,
            args: &args,
            at: self.here(tree.expr(expr).span),
        };
        self.resolve(rule, &call)
    }

    /// Something is hung on a framework's object (`app.state.chat = …`, `app.config["CHAT"] = …`).
    pub(crate) fn hang(&mut self, external: &Extern, name: &str, value: &Value) {
        if let Some(key) = self.shelf(external, name) {
            let hung = self.hung.entry(key).or_insert_with(|| value.clone());
            let old = std::mem::replace(hung, Value::Null);
            *hung = old.or(value.clone());
        }
    }

    /// What hangs there, whatever way leads to the object.
    pub(crate) fn hanging(&self, external: &Extern, name: &str) -> Option<Value> {
        self.hung.get(&self.shelf(external, name)?).cloned()
    }

    fn shelf(&self, external: &Extern, name: &str) -> Option<SmolStr> {
        let on = last_member(&external.path);
        let shelves = &self.vocabulary.names().functions.shelf;
        shelves.contains(&on).then(|| format!("{on}.{name}").into())
    }

    /// `super.reply(…)`: the method of the base class, on the same instance.
    pub(crate) fn call_super_method(
        &mut self,
        name: &SmolStr,
        args: Vec<Given>,
        at: Location,
    ) -> Option<Value> {
        let (class, this) = self.class_here()?;
        for base in self.bases(&class) {
            match base {
                Value::Class(base) => {
                    if let Some(method @ Value::Function(_)) =
                        self.class_member(&base, name, Some(this.clone()))
                    {
                        return Some(self.call(&method, args, false, at));
                    }
                }
                Value::Extern(base) => {
                    if let (true, Value::Object(id)) = (self.is_constructing(), &this) {
                        self.make_base(*id, &base, args, at);
                        return Some(this);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// What is put into a store under a key.
    pub(crate) fn keep(&mut self, store: &Extern, key: &Value, value: Value) {
        self.note_stored(&value);
        let name = self.store_key(key).unwrap_or_else(|| "*".into());
        match store.built {
            Some(id) => self.add_to_field(id, name, value),
            None => {
                let key: SmolStr = format!("{}[{name}]", store.path).into();
                let kept = self.outside_fields.entry(key).or_insert(Value::Null);
                *kept = match std::mem::replace(kept, Value::Null) {
                    Value::Null => value,
                    old => old.or(value),
                };
            }
        }
    }

    /// What the program put into a store under that key, as far as it was seen.
    pub(crate) fn kept(&self, store: &Extern, key: &Value) -> Option<Value> {
        let name = self.store_key(key);
        let Some(id) = store.built else {
            let name = name.unwrap_or_else(|| "*".into());
            let key = format!("{}[{name}]", store.path);
            return self.outside_fields.get(key.as_str()).cloned();
        };
        let built = self.built(id)?;
        let first = built.args.first().map(|given| &given.value);
        let entries = first.into_iter().flat_map(|value| self.items_of(value).0);
        let pairs = entries.filter_map(|entry| {
            let (items, _) = self.items_of(&entry);
            let [key, value] = items.as_slice() else {
                return None;
            };
            Some((constant(key), value.clone()))
        });
        let fields = built.fields.iter().cloned();
        let fields = fields.map(|(key, value)| (Some(key), value));
        let fits = |key: &Option<SmolStr>| match (&name, key) {
            (None, _) | (_, None) => true,
            (Some(name), Some(key)) => name == key || key == "*",
        };
        pairs
            .chain(fields)
            .filter_map(|(key, value)| fits(&key).then_some(value))
            .reduce(Value::or)
    }

    /// The key of a store as far as it is known: `chat:{…}`. `None` where nothing of it is.
    fn store_key(&self, key: &Value) -> Option<SmolStr> {
        if let Some(word) = constant(key) {
            return Some(word);
        }
        let rope = self.ropes(key, None).into_iter().next()?;
        let words = crate::flow::values::words_of(&rope);
        (words.chars().filter(|c| c.is_alphanumeric()).count() > 1).then(|| words.into())
    }

    /// Adds an alternative to a field.
    fn add_to_field(&mut self, id: ObjectId, name: SmolStr, value: Value) {
        let value = match self.own_field(id, &name) {
            Some(old) => old.or(value),
            None => value,
        };
        self.set_field(id, name, value);
    }
}
