import { Client, Events, GatewayIntentBits } from 'discord.js';
import OpenAI from 'openai';

const client = new Client({ intents: [GatewayIntentBits.Guilds] });
const openai = new OpenAI();

const SYSTEM = 'You are a general-purpose assistant. Answer every question.';

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  if (interaction.commandName === 'ping') {
    await interaction.reply('pong');
  } else if (interaction.commandName === 'ask') {
    await interaction.deferReply();
    const completion = await openai.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: SYSTEM },
        { role: 'user', content: interaction.options.getString('question', true) },
      ],
    });
    await interaction.editReply(completion.choices[0].message.content ?? '');
  }
});

client.login(process.env.DISCORD_TOKEN);
