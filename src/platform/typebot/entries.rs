//! Where a conversation begins: the start event, and what leads nowhere when that is not connected yet.

use super::Flow;
use super::export::Group;
use crate::bot::{Bot, Channel, Confidence};
use crate::document::{Node, Spanned};
use crate::platform::Definition;
use crate::platform::chart::{NodeId, Role};
use crate::platform::fields::{Fields, bot};
use crate::workspace::Location;

impl<'d> Flow<'d> {
    pub(super) fn bot(mut self, definition: &Definition) -> Bot {
        let confidence = self.add_entries();
        bot(
            definition,
            "typebot",
            self.root.str("name"),
            &self.chart,
            confidence,
        )
    }

    /// The start event. Templates leave it at a note to their user ("connect Start with Intro"): a start that asks
    /// nothing does not say where the conversation begins, so every group that nothing leads to may be it.
    fn add_entries(&mut self) -> Confidence {
        let mut starts: Vec<(Location, NodeId)> = Vec::new();
        for event in self.export.events.iter() {
            let target = self
                .target(&event.value.outgoing_edge_id)
                .or_else(|| self.target_from(&event.value.id, ""));
            starts.extend(target.map(|target| (event.location, target)));
        }
        let groups = self.export.groups.iter();
        for block in groups.flat_map(|group| group.value.blocks.iter()) {
            if &*block.value.r#type == "start" {
                starts.push((block.location, self.blocks[block.value.id.0]));
            }
        }
        let from: Vec<NodeId> = starts.iter().map(|&(_, target)| target).collect();
        let reached = self.chart.reachable(&from);
        let hears = self.chart.nodes().any(|(id, node)| {
            reached[id.0] && matches!(node.role, Role::Ask | Role::Pick | Role::Model(_))
        });
        let channel = self.channel();
        for (event, target) in &starts {
            self.enter("Start", *event, *target, &channel);
        }
        if hears && !self.shows_a_note(&reached) {
            return Confidence::High;
        }
        self.enter_loose_groups(reached, &channel);
        Confidence::Medium
    }

    /// Whether the flow leads to a note of a template that is to be deleted before use, and then on to what it hides.
    fn shows_a_note(&self, reached: &[bool]) -> bool {
        let groups = self.export.groups.iter();
        groups
            .flat_map(|group| group.value.blocks.iter())
            .filter(|block| {
                let id = self.blocks.get(block.value.id.0);
                id.is_some_and(|id| reached[id.0])
            })
            .filter_map(|block| self.node(block.value.content))
            .flat_map(|content| content.descendants().filter_map(Node::as_str))
            .any(|text| text.contains("delete this group"))
    }

    /// Enters at the groups that nothing leads to, then at those that only lead to themselves.
    fn enter_loose_groups(&mut self, mut reached: Vec<bool>, channel: &Channel) {
        let roots = self.chart.roots();
        let groups = self.export.groups.iter();
        let mut groups: Vec<(&Spanned<Group<'d>>, NodeId)> = groups
            .filter_map(|group| Some((group, *self.groups.get(group.value.id.0)?)))
            .collect();
        groups.sort_by_key(|(group, first)| {
            let title = group.value.title.to_lowercase();
            let begins = [
                "intro", "start", "welcome", "hello", "início", "inicio", "menu",
            ]
            .iter()
            .any(|word| title.contains(word));
            let answers = matches!(self.chart.node(*first).role, Role::Model(_));
            (!roots.contains(first), !begins, answers)
        });
        for (group, first) in groups {
            if !reached[first.0] {
                let place = self.root.document().node(group.node).place("title");
                self.enter(&group.value.title, place, first, channel);
                for (known, now) in reached.iter_mut().zip(self.chart.reachable(&[first])) {
                    *known |= now;
                }
            }
        }
    }

    fn enter(&mut self, name: &str, at: Location, target: NodeId, channel: &Channel) {
        let entry = self.chart.add(crate::platform::chart::Node::new(
            name,
            at,
            Role::Entry(channel.clone()),
        ));
        self.chart.link(entry, target);
    }

    fn channel(&self) -> Channel {
        let whatsapp = self.root.at(&["settings", "whatsApp"]);
        let enabled = whatsapp.is_some_and(|settings| settings.is_true("isEnabled"))
            || !self.root.str("whatsAppCredentialsId").is_empty();
        if enabled {
            Channel::WhatsApp
        } else {
            Channel::Unknown
        }
    }
}
