using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Opinions;
using LienThong.Activities.Phrases;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Demo;

/// <summary>Does what goes on beside the procedures: opinions, comments, hand-overs, delegations, phrases, people who leave.</summary>
internal sealed class DemoTalk(
    Database database, OrganisationCache organisations, CommandRunner commands, TimeProvider clock,
    AskOpinion ask, GiveOpinion give, AskExtension extension, HandOver handOver, SetDelegation delegations)
{
    private static readonly Actor Administrator = new(null, "Quản trị viên mẫu");

    /// <exception cref="InvalidOperationException">The demonstration knows no such step.</exception>
    public async Task DoAsync(DemoMoment now, CancellationToken cancellationToken)
    {
        var (step, key, agency) = (now.Step, now.Key, now.Dossier.Agency);
        switch (step.Do)
        {
            case "ask":
                var (asker, asked) = await WorkAsync(WorkKinds.Approve);
                await ask.RunAsync(
                    asker, asked, WorkKinds.Approve, new OpinionRequest { PersonIds = [.. step.To.Select(to => DemoPeople.Of(to, agency))], Question = step.Text, AnswerBy = DueOf(now) }, key, cancellationToken);
                break;
            case "opinion" or "cooperate":
                var kind = step.Do == "opinion" ? WorkKinds.Opinion : WorkKinds.Cooperate;
                var (by, item) = await WorkAsync(kind);
                await give.RunAsync(by, item, kind, step.Text, step.Code, key, cancellationToken);
                break;
            case "ask-extension":
                var (drafter, draft) = await WorkAsync(WorkKinds.Draft);
                await extension.RunAsync(drafter, draft, WorkKinds.Draft, now.Days.Due(step.Due ?? 0), step.Text, key, cancellationToken);
                break;
            case "hand-over":
                var (from, handed) = await WorkAsync(WorkKinds.Draft);
                await RunAsync(from, (session, ct) => handOver.RunAsync(session, from, handed, DemoPeople.Of(step.To[0], agency), step.Text, ct));
                break;
            case "comment":
                await CommentAsync();
                break;
            case "delegate":
                await DelegateAsync();
                break;
            case "phrase":
                await RunAsync(null, (session, ct) => PhraseList.AddAsync(session, DemoOrganisation.AgencyId(agency), step.Code, step.Text, now.Index, Administrator, ct));
                break;
            case "read-notices":
                await RunAsync(null, async (session, ct) =>
                {
                    foreach (var to in step.To)
                        await ReadNotification.AllAsync(session, DemoPeople.Of(to, agency), ct);
                    return true;
                });
                break;
            case "leave":
                await LeaveAsync();
                break;
            default:
                throw new InvalidOperationException($"The demonstration knows no step «{step.Do}» ({now.Key}).");
        }

        Task<(Guid By, Guid Item)> WorkAsync(string kind) => DemoWork.OpenAsync(database, now, kind, cancellationToken);

        // These use cases have no key of their own; the API gives them one in the same way.
        Task<T> RunAsync<T>(Guid? actor, Func<WriteSession, CancellationToken, Task<T>> work) =>
            commands.RunAsync(new CommandKey(key, step.Do, actor), work, cancellationToken);

        async Task CommentAsync()
        {
            var author = now.By!.Value; // a comment of the files has its author
            var dossier = await DemoWork.DossierAsync(database, now, cancellationToken);
            await RunAsync(author, async (session, ct) =>
            {
                var organisation = await organisations.GetAsync(session, ct);
                var (actor, held) = ActorOf(organisation, author);
                var access = new DossierAccess(author, held, await Reach.OfAsync(session.Context, organisation, author, VietnamTime.Today(clock), ct));
                return await WriteComment.RunAsync(session, access, dossier, step.Text, null, actor, ct);
            });
        }

        async Task DelegateAsync()
        {
            var absent = now.By!.Value; // a delegation of the files says of whom
            var given = new NewDelegation(DemoPeople.Of(step.To[0], agency), VietnamTime.Today(clock), now.Days.Due(step.Due ?? 0), step.Text ?? "");
            await RunAsync(absent, async (session, ct) =>
            {
                var (actor, held) = ActorOf(await organisations.GetAsync(session, ct), absent);
                return await delegations.CreateAsync(session, absent, given, new DelegationActor(actor, absent, held, IsAdministrator: false), ct);
            });
        }

        async Task LeaveAsync()
        {
            var person = now.By!.Value; // who leaves is named
            var appointment = await database.ReadAsync(
                (context, ct) => context.Set<Appointment>().Where(a => a.PersonId == person && a.To == null).Select(a => a.Id).SingleAsync(ct), cancellationToken);
            await RunAsync(null, async (session, ct) =>
            {
                await AppointmentChanges.EndAsync(session, appointment, VietnamTime.Today(clock), Administrator, ct);
                return true;
            });
        }
    }

    private static DateOnly? DueOf(DemoMoment now) => now.Step.Due is { } due ? now.Days.Due(due) : null;

    private (Actor Actor, IReadOnlyList<Holding> Held) ActorOf(Organisation organisation, Guid person)
    {
        var held = organisation.PositionsOf(person, VietnamTime.Today(clock));
        return (new Actor(person, held[0].Person.FullName, held[0].ActingAs), held);
    }
}
