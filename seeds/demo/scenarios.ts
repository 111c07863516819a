// All scenarios by language.
import type { Language } from "../../shared/base/schema.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios as csOffice } from "./scenarios/cs-office.ts";
import { scenarios as csTechnology } from "./scenarios/cs-technology.ts";
import { scenarios as enOffice } from "./scenarios/en-office.ts";
import { scenarios as enTechnology } from "./scenarios/en-technology.ts";
import { scenarios as ruOffice } from "./scenarios/ru-office.ts";
import { scenarios as ruTechnology } from "./scenarios/ru-technology.ts";
import { scenarios as thOffice } from "./scenarios/th-office.ts";
import { scenarios as thTechnology } from "./scenarios/th-technology.ts";

export const scenarios: Readonly<Record<Language, readonly Scenario[]>> = {
  cs: [...csOffice, ...csTechnology],
  en: [...enOffice, ...enTechnology],
  ru: [...ruOffice, ...ruTechnology],
  th: [...thOffice, ...thTechnology],
};
