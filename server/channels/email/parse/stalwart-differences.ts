/** Why we read a mail otherwise than Stalwart's expected tree has it. `right` says who, by the standard, is. */
export interface Difference {
  why: string;
  right: "we" | "taste";
  fields: string[];
}

/** Both line ends alike, but for `thirdparty/005`. */
export const differences: Difference[] = [
  {
    why: "undeclared Latin 1: the tree has U+FFFD where the letters can be read",
    right: "we",
    fields: [
      "legacy/020 addresses",
      "legacy/020 subject",
      "legacy/027 addresses",
      "legacy/027 subject",
      "legacy/033 text",
    ],
  },
  {
    why: "an inner multipart without an end: the outer boundary ends it, at every level (RFC 2046 5.1.2)",
    right: "we",
    fields: [
      ...["malformed/008 text", "malformed/008 attachments", "malformed/008 bytes"],
      ...["malformed/009 text", "malformed/009 attachments", "malformed/009 bytes"],
      ...["malformed/011 text", "malformed/011 attachments", "malformed/011 bytes"],
      ...["malformed/012 attachments", "malformed/012 bytes"],
      ...["malformed/016 text", "malformed/016 attachments", "malformed/016 bytes"],
    ],
  },
  {
    why: "format=flowed: the lines of a paragraph are joined (RFC 3676 4.1); a tree of parts leaves that to others",
    right: "we",
    fields: ["legacy/009 text"],
  },
  {
    why: "UTF-16LE whose line ends became two single bytes: no reading of it is right",
    right: "taste",
    fields: ["thirdparty/005 text"],
  },
  {
    why: "uuencoded files in the text: attachments with us, letters in the tree",
    right: "taste",
    fields: ["legacy/049 text", "legacy/049 attachments", "legacy/049 bytes"],
  },
  {
    why: "`--ab` for the boundary `a`: RFC 2046 5.1.1 lets the beginning of a line suffice; we, as most, want all of it, or boundaries that resemble one another mix",
    right: "taste",
    fields: ["malformed/004 text", "malformed/004 attachments", "malformed/004 bytes"],
  },
  {
    why: "boundaries in another case, two Content-Types in one part: nothing is right, we take the first",
    right: "taste",
    fields: ["malformed/019 text", "malformed/019 html", "malformed/020 text"],
  },
  {
    why: "an address without a domain (RFC 5322 3.4.1 wants one) is none with us: nobody could answer it",
    right: "taste",
    fields: ["rfc/004 addresses", "thirdparty/007 addresses"],
  },
  {
    why: "NUL, which PostgreSQL does not take, goes",
    right: "taste",
    fields: ["thirdparty/000 text"],
  },
];

export const explained: ReadonlySet<string> = new Set(differences.flatMap(({ fields }) => fields));
