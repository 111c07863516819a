import { IconEye, IconEyeCheck } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Followers } from "../../shared/notifications/followers.ts";
import { del, get, put } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { tellProblem } from "../ui/notify.tsx";

export const followersOf = (number: string) =>
  queryOptions({
    queryKey: keys.followers(number),
    queryFn: ({ signal }) => get<Followers>(`/tickets/${number}/followers`, {}, signal),
    staleTime: 60_000,
  });

/** Who follows is told what happens; the button says whether I do. */
export function FollowButton({ number }: { number: string }) {
  const { t } = useTranslation();
  const me = useSession().person;
  const { data } = useQuery(followersOf(number));
  const follow = useMutation({
    mutationFn: async (on: boolean) => void (await (on ? put : del)(`/tickets/${number}/follow`)),
    onMutate: (on) => {
      queryClient.setQueryData<Followers>(keys.followers(number), (before) => {
        const others = before?.people.filter(({ id }) => id !== me.id) ?? [];
        return { following: on, people: on ? [...others, me] : others };
      });
    },
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.followers(number) }),
  });
  const following = data?.following ?? false;
  const Icon = following ? IconEyeCheck : IconEye;
  return (
    <IconButton
      label={t(following ? "follow.stop" : "follow.start")}
      aria-pressed={following}
      color={following ? "accent" : "gray"}
      disabled={!data}
      onClick={() => follow.mutate(!following)}
    >
      <Icon size={17} />
    </IconButton>
  );
}
