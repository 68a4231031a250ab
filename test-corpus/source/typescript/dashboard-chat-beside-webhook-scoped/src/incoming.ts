import { Request, Response } from "express";
import axios from "axios";
import { coach } from "./model";

export async function receive(req: Request, res: Response) {
  const { phone, text } = req.body;
  const answer = await coach(text.message);
  await axios.post(`${process.env.GATEWAY_URL}/send-text`, { phone, message: answer });
  res.sendStatus(200);
}
