import { Router, Request, Response } from "express";
import { analyse } from "./model";

// Members' WhatsApp numbers are looked up for the staff here.
export const reports = Router();

reports.post("/ask", async (req: Request, res: Response) => {
  const answer = await analyse(req.body.question, req.body.rows);
  res.json({ answer });
});
