import { Client, Events, GatewayIntentBits } from 'discord.js';
import { registry } from './registry.js';

const client = new Client({ intents: [GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent] });

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || !message.content.startsWith('!')) return;
  const [name, ...rest] = message.content.slice(1).split(' ');
  const command = registry.get(name);
  if (!command) return;
  await message.reply(await command.run(rest.join(' ')));
});

client.login(process.env.DISCORD_TOKEN);
