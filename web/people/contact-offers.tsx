import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ContactOffer, Person } from "../../shared/people/schema.ts";
import { put } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { offerUndo, tellProblem } from "../ui/notify.tsx";
import css from "./contact-offers.module.css";

type Answer = "added" | "dismissed" | null;

/** What the person's own signature says and his card does not: one click adds it, one dismisses it for good. */
export function ContactOffers({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayWrite = useMay("people.write");
  const send = (offer: ContactOffer, answer: Answer) =>
    put<Person>(`/people/${person.id}/offers/${offer.id}`, { answer }).then(
      (saved) => queryClient.setQueryData(keys.person(person.id), saved),
      (error) => tellProblem(problemText(t, error)),
    );
  const say = useMutation({
    mutationFn: ({ offer, answer }: { offer: ContactOffer; answer: Answer }) => send(offer, answer),
    onSuccess: (saved, { offer, answer }) => {
      if (!saved) return;
      offerUndo({
        id: `offer-${offer.id}`,
        text: t(answer === "added" ? "person.offerAdded" : "person.offerDismissed", { value: offer.value }),
        until: Date.now() + 10_000,
        undo: () => void send(offer, null),
      });
    },
  });
  if (!mayWrite || person.offers.length === 0) return null;
  return (
    <fieldset className={css.offers}>
      <legend>{t("person.fromSignature")}</legend>
      {person.offers.map((offer) => (
        <div key={offer.id} className={css.offer}>
          <span>{offer.value}</span>
          <Button
            size="compact-xs"
            aria-label={t("person.addOffer", { value: offer.value })}
            disabled={say.isPending}
            onClick={() => say.mutate({ offer, answer: "added" })}
          >
            {t("person.add")}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("person.dismissOffer", { value: offer.value })}
            disabled={say.isPending}
            onClick={() => say.mutate({ offer, answer: "dismissed" })}
          >
            {t("person.dismiss")}
          </Button>
        </div>
      ))}
    </fieldset>
  );
}
