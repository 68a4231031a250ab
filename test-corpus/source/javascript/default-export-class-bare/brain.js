import { GoogleGenerativeAI } from '@google/generative-ai';

export default class Brain {
  constructor(key) {
    this.model = new GoogleGenerativeAI(key).getGenerativeModel({ model: 'gemini-1.5-flash' });
  }

  async think(text) {
    const result = await this.model.generateContent(text);
    return result.response.text();
  }
}
