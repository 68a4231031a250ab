import express from "express";
import { reports } from "./reports";
import { receive } from "./incoming";

const app = express();
app.use(express.json());
app.post("/webhook", receive);
app.use("/admin", reports);
app.listen(3000);
