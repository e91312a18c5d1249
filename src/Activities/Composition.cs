using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Checks;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Comparison;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Exchange;
using LienThong.Activities.Notifications;
using LienThong.Activities.Notifications.Mail;
using LienThong.Activities.Opinions;
using LienThong.Activities.Procedures;
using LienThong.Activities.Registers;
using LienThong.Activities.Routes;
using LienThong.Activities.Search;
using LienThong.Activities.Work;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Links;
using LienThong.Workflows.Mail;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Records;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using LienThong.Workflows.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Activities;

/// <summary>What the engine and the domain are made of. The host adds the database, the clock, the file store, the mail transport and logging.</summary>
public static class Composition
{
    public static IServiceCollection AddLienThong(this IServiceCollection services) => services
        .AddEngine()
        .AddSingleton<OrganisationCache>()
        .AddSingleton<CommandRunner>()
        .AddSingleton<WorkDecision>()
        .AddSingleton<SetDelegation>()
        .AddSingleton<HandOver>()
        .AddSingleton<ReassignOrphanedWork>()
        .AddSingleton<CompleteOldRows>()
        .AddSingleton<ReceiveDocument>()
        .AddSingleton<StartProcedure>()
        .AddSingleton<InstructDocument>()
        .AddSingleton<DraftForms>()
        .AddSingleton<DraftPreview>()
        .AddSingleton<SubmitDraft>()
        .AddSingleton(new CompareLimits())
        .AddSingleton<CompareVersions>()
        .AddSingleton<DecideWork>()
        .AddSingleton<RecallWork>()
        .AddSingleton<AskOpinion>()
        .AddSingleton<GiveOpinion>()
        .AddSingleton<AskExtension>()
        .AddSingleton<AnswerExtension>()
        .AddSingleton<ExtendDeadline>()
        .AddSingleton<ApproveTogether>()
        .AddSingleton<GiveNumber>()
        .AddSingleton<SendDocument>()
        .AddSingleton<RecordReceipt>()
        .AddSingleton<ResendDispatch>()
        .AddSingleton(new PdfTextLimits())
        .AddSingleton<PdfText>()
        .AddSingleton<FileText>()
        .AddSingleton<RouteQuery>()
        .AddSingleton<NamedRecipients>()
        .AddSingleton<WaitQuery>()
        .AddSingleton<InvariantChecker>()
        .AddSingleton<PublishDefinition>()
        .AddSingleton<EditDefinition>()
        .AddSingleton<ReviseDefinition>()
        .AddSingleton<ImportDefinitions>()
        .AddSingleton<StartInstance>()
        .AddSingleton<InstanceRecords>()
        .AddSingleton<IncidentQuery>()
        .AddSingleton<SteerInstance>()
        .AddSingleton<OrderBatch>()
        .AddSingleton(services => new MigrateInstances(services.GetRequiredService<WorkflowEngine>(), ProcedureChanges.MigratedAsync))
        .AddSingleton<IBatchWork>(services => services.GetRequiredService<MigrateInstances>())
        .AddSingleton<IBatchWork>(services => new AlterInstances(
            services.GetRequiredService<WorkflowEngine>(),
            (session, batch, outcome, ct) => ProcedureChanges.AlteredAsync(session, ProcedureChanges.ActorOf(batch), batch.Reason, batch.Id, outcome, ct)))
        .AddSingleton<InstanceBatches>()
        .AddSingleton<IOutboxHandler>(services => services.GetRequiredService<InstanceBatches>())
        .AddSingleton<ReportOutside>()
        .AddSingleton(new NoticeOptions())
        .AddSingleton<MorningDigest>()
        .AddSingleton<IMailSender, ProcedureMail>()
        .AddSingleton<IOutboxHandler, DigestMail>()
        .AddSingleton<NoticeDelivery>()
        .AddSingleton<IOutboxHandler>(services => services.GetRequiredService<NoticeDelivery>())
        .AddSingleton<IOutboxHandler, NoticeMail>()
        .AddSingleton<IOutboxHandler, ExchangeDelivery>()
        .AddSingleton<IOutboxHandler, IssuedFile>()
        .AddSingleton<SearchIndexing>()
        .AddSingleton<IOutboxHandler>(services => services.GetRequiredService<SearchIndexing>())
        .AddSingleton<DocumentSearch>();

    private static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddSingleton(new ActivityRegistry().Add(typeof(Composition).Assembly))
        .AddSingleton(ExpressionEvaluator.Standard)
        .AddSingleton(new RunnerOptions())
        .AddSingleton(new OutboxOptions())
        .AddSingleton(services => new DefinitionChecker(services.GetRequiredService<ExpressionEvaluator>(), ProcedureFindings.Rules))
        .AddSingleton<DefinitionStore>()
        .AddSingleton<WorkflowRunner>()
        .AddSingleton<WorkflowEngine>()
        .AddSingleton<ExecutionRecords>()
        .AddSingleton<IOutboxHandler, StimulusDelivery>()
        .AddSingleton(new HttpSendOptions())
        .AddSingleton<HttpSender>(services => new HttpSender(services.GetRequiredService<HttpSendOptions>()))
        .AddSingleton(new HttpWorkflowOptions())
        .AddSingleton<HttpWorkflows>()
        .AddSingleton<TimerSweep>()
        .AddSingleton<IOutboxHandler, DueTimer>()
        .AddSingleton<IOutboxHandler, DispatchedStart>()
        .AddSingleton<IOutboxHandler, EndedChild>()
        .AddSingleton<IOutboxHandler, LinkedResume>()
        .AddSingleton<OutboxDelivery>();
}
