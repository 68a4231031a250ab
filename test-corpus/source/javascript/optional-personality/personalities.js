export const personalities = {
  assistant: { title: 'General assistant', prompt: 'You are a helpful assistant. Answer all questions.' },
  chef: { title: 'Cook', prompt: 'You are the chef of the cooking school Saffron. Only answer questions about our recipes and courses.' },
};

const chosen = new Map();

export const choose = (user, id) => chosen.set(user, id);
export const personalityOf = (user) => personalities[chosen.get(user)];
