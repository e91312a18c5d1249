using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Registers;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Demo;

/// <summary>Does one step of a procedure as the person would, through the use case that the API calls.</summary>
internal sealed class DemoSteps(
    Database database, OrganisationCache organisations, DemoLetters letters,
    ReceiveDocument receive, InstructDocument instruct, SubmitDraft submit, DecideWork decide, GiveNumber number, SendDocument send, RecordReceipt receipts)
{
    /// <returns>False for a step that is no step of a procedure.</returns>
    public async Task<bool> DoAsync(DemoMoment now, CancellationToken cancellationToken)
    {
        var (step, key) = (now.Step, now.Key);
        switch (step.Do)
        {
            case "receive":
                await ReceiveAsync(now, cancellationToken);
                return true;
            case "instruct":
                await OnAsync(WorkKinds.Assign, (by, item) => instruct.RunAsync(by, item, InstructionOf(now), key, cancellationToken));
                return true;
            case "return-letter":
                await OnAsync(WorkKinds.Assign, (by, item) => decide.ReturnAsync(by, item, WorkKinds.Assign, step.Text, key, cancellationToken));
                return true;
            case "draft":
                await OnAsync(WorkKinds.Draft, (by, item) => submit.RunAsync(by, item, DraftOf(now), step.Text, key, cancellationToken));
                return true;
            case "approve":
                await OnAsync(WorkKinds.Approve, (by, item) => decide.ApproveAsync(by, item, step.Text, key, cancellationToken));
                return true;
            case "return":
                await OnAsync(WorkKinds.Approve, (by, item) => decide.ReturnAsync(by, item, WorkKinds.Approve, step.Text, key, cancellationToken));
                return true;
            case "sign":
                await OnAsync(WorkKinds.Sign, (by, item) => decide.SignAsync(by, item, step.Text, null, key, cancellationToken));
                return true;
            case "number":
                await OnAsync(WorkKinds.IssueNumber, (by, item) => number.IssueAsync(by, item, null, key, cancellationToken));
                return true;
            case "send":
                await OnAsync(WorkKinds.Submit, (by, item) => send.RunAsync(by, item, [.. step.To.Select(DemoOrganisation.AgencyId)], key, cancellationToken));
                return true;
            case "receipt":
                await ReceiptAsync(now, cancellationToken);
                return true;
            default:
                return false;
        }

        async Task OnAsync(string kind, Func<Guid, Guid, Task<Decided>> act)
        {
            var (by, item) = await DemoWork.OpenAsync(database, now, kind, cancellationToken);
            await act(by, item);
        }
    }

    private async Task ReceiveAsync(DemoMoment now, CancellationToken cancellationToken)
    {
        var dossier = now.Dossier;
        var agency = DemoOrganisation.AgencyId(dossier.Agency);
        var sender = dossier.From is { } symbol ? DemoOrganisation.AgencyId(symbol) : (Guid?)null;
        var organisation = await database.ReadAsync((context, ct) => organisations.GetAsync(context, ct), cancellationToken);
        var name = sender is { } id ? organisation.FindAgency(id)!.Name : dossier.Sender!; // a dossier of the files has one of the two
        await receive.RunAsync(
            DemoPeople.Of(now.Step.By ?? "VP/van-thu", dossier.Agency),
            new IncomingRegistration
            {
                AgencyId = agency,
                SenderAgencyId = sender,
                SenderName = dossier.Sender,
                Number = dossier.Number,
                Symbol = dossier.Symbol,
                IssuedOn = now.IssuedOn,
                TypeCode = dossier.Type,
                Subject = now.Filled(dossier.Subject),
                Urgency = dossier.Urgency,
                NeedsReply = dossier.NeedsReply,
                DeadlineOn = dossier.AnswerBy is { } due ? now.Days.Due(due) : null,
                Files = await letters.SaveAsync(now.DossierFilled(), name, now.IssuedOn, cancellationToken),
            },
            now.Key, cancellationToken);
    }

    private static Instruction InstructionOf(DemoMoment now) => new()
    {
        LeadUnitId = DemoOrganisation.UnitId(now.Dossier.Agency, now.Step.Lead!), // a bút phê of the files has a lead
        CooperatingUnitIds = [.. now.Step.Cooperating.Select(unit => DemoOrganisation.UnitId(now.Dossier.Agency, unit))],
        InformedUnitIds = [.. now.Step.Informed.Select(unit => DemoOrganisation.UnitId(now.Dossier.Agency, unit))],
        DueOn = now.Step.Due is { } due ? now.Days.Due(due) : null,
        Text = now.Step.Text,
    };

    private static DraftContent DraftOf(DemoMoment now)
    {
        var draft = now.Step.Draft!; // a draft of the files has its text
        return new DraftContent
        {
            TypeCode = draft.Type,
            Subject = now.Filled(draft.Subject),
            Addressees = draft.Addressees,
            Body = now.Filled(string.Join('\n', draft.Body)),
            Recipients = draft.Recipients,
            Urgency = now.Dossier.Urgency,
        };
    }

    private async Task ReceiptAsync(DemoMoment now, CancellationToken cancellationToken)
    {
        var dossier = await DemoWork.DossierAsync(database, now, cancellationToken);
        var recipient = DemoOrganisation.AgencyId(now.Step.To[0]);
        var dispatch = await database.ReadAsync(
            (context, ct) => context.Set<Dispatch>().Where(d => d.DossierId == dossier && d.RecipientAgencyId == recipient).OrderByDescending(d => d.SentAt).Select(d => d.Id).FirstAsync(ct),
            cancellationToken);
        var clerk = DemoPeople.Of(now.Step.To[0] == "VPUBND" ? "HCTC/van-thu" : "VP/van-thu", now.Step.To[0]);
        await receipts.RunAsync(clerk, dispatch, now.Step.Code!, now.Step.Text, now.Key, cancellationToken); // a receipt of the files has a status
    }
}
