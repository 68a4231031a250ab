from crewai import Agent, Crew, Task
from crewai.project import CrewBase, agent, crew, task
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


@CrewBase
class Desk:
    agents_config = "config/agents.yaml"
    tasks_config = "config/tasks.yaml"

    @agent
    def porter(self) -> Agent:
        return Agent(config=self.agents_config["porter"])

    @task
    def answer(self) -> Task:
        return Task(config=self.tasks_config["answer"])

    @crew
    def crew(self) -> Crew:
        return Crew(agents=self.agents, tasks=self.tasks)


async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    result = Desk().crew().kickoff(inputs={"question": update.message.text})
    await update.message.reply_text(result.raw)


app = Application.builder().token("x").build()
app.add_handler(MessageHandler(filters.TEXT, reply))
app.run_polling()
