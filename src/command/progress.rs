//! A spinner that names the stage, on a terminal, once a run has taken half a second.

use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use crate::workspace::Stage;

/// How long a run may take without a spinner.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the spinner turns.
const TICK: Duration = Duration::from_millis(100);

/// The spinner of a run; nothing where standard error is no terminal.
pub(super) struct Progress {
    running: Option<(Sender<Stage>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts to wait.
    pub fn start() -> Self {
        let running = std::io::stderr().is_terminal().then(|| {
            let (sender, receiver) = channel();
            (sender, std::thread::spawn(move || show(&receiver)))
        });
        Self { running }
    }

    /// A function that is told which stage begins.
    pub fn watcher(&self) -> Option<Box<dyn Fn(Stage) + Send + Sync>> {
        let (sender, _) = self.running.as_ref()?;
        let sender = std::sync::Mutex::new(sender.clone());
        Some(Box::new(move |stage| {
            // A spinner that has gone misses nothing.
            let _ = sender.lock().map(|sender| sender.send(stage));
        }))
    }

    /// Takes the spinner away. All watchers must be gone.
    pub fn finish(self) {
        if let Some((sender, thread)) = self.running {
            drop(sender);
            // The thread only draws: that it panicked changes no finding.
            let _ = thread.join();
        }
    }
}

fn show(stages: &Receiver<Stage>) {
    let began = Instant::now();
    let mut stage = None;
    let mut bar: Option<ProgressBar> = None;
    loop {
        match stages.recv_timeout(TICK) {
            Ok(next) => stage = Some(next),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if bar.is_none() && began.elapsed() >= PATIENCE {
            bar = Some(ProgressBar::new_spinner());
        }
        if let Some(bar) = &bar {
            bar.set_message(stage.map_or("", Stage::label));
            bar.tick();
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}
