const axios = require('axios');

module.exports = {
  name: 'weather',
  async execute(message, args) {
    const { data } = await axios.get('https://api.open-meteo.com/v1/forecast', {
      params: { latitude: args[0], longitude: args[1], current_weather: true },
    });
    await message.reply(`${data.current_weather.temperature} °C`);
  },
};
