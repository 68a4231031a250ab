export const ASSISTANT = 'You are an intelligent virtual assistant. You can talk about anything with the user.';
