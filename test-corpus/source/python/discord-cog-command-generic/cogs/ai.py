from discord.ext import commands
from openai import OpenAI

client = OpenAI()


class Chat(commands.Cog):
    def __init__(self, bot):
        self.bot = bot

    @commands.command(name="ask")
    async def ask(self, ctx, *, question: str = None):
        answer = client.chat.completions.create(
            model="gpt-4o-mini",
            messages=[{"role": "system", "content": "You are a helpful assistant."}, {"role": "user", "content": question}],
        )
        await ctx.send(answer.choices[0].message.content)


async def setup(bot):
    await bot.add_cog(Chat(bot))
