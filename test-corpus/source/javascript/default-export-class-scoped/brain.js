import { GoogleGenerativeAI } from '@google/generative-ai';

const systemInstruction = `Sen Yıldız Sürücü Kursu'nun asistanısın.
Kurs ücretleri, ders saatleri ve sınav tarihleri hakkında bilgi ver.
Sadece sürücü kursu ile ilgili sorulara cevap ver.`;

export default class Brain {
  constructor(key) {
    this.model = new GoogleGenerativeAI(key).getGenerativeModel({ model: 'gemini-1.5-flash', systemInstruction });
  }

  async think(text) {
    const result = await this.model.generateContent(text);
    return result.response.text();
  }
}
