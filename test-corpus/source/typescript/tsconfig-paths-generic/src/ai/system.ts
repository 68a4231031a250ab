export const SYSTEM = 'You are a knowledgeable personal assistant. Help the user with any task or question.';
