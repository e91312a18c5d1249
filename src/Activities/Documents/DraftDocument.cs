using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Documents;

/// <summary>Soạn thảo: a desk officer of the lead unit writes the draft and submits it; after a return he does so again.</summary>
[Activity("LienThong", "Văn bản", "Chuyên viên soạn dự thảo rồi trình.", DisplayName = "Soạn dự thảo", Kind = ActivityKind.Task, Outcomes = ["Submitted"], OutcomeNames = ["Đã trình"])]
public sealed class DraftDocument : HumanTask
{
    protected override string Kind => WorkKinds.Draft;

    protected override string DefaultTitle => "Soạn dự thảo";

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        // First: where nobody may draft, it throws, and the document is not yet in progress.
        var asked = await base.ExecuteAsync(context, cancellationToken);
        var dossier = await context.DossierAsync(cancellationToken);
        if (dossier.IncomingDocumentId is { } id && await context.Session().FindAsync<IncomingDocument>(id, cancellationToken) is { State: IncomingState.Assigned } incoming)
        {
            incoming.State = IncomingState.InProgress;
            context.Session().Update(incoming);
        }

        return asked;
    }

    protected override ValueTask<ActivityResult> DecidedAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete("Submitted"));
}
