using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using LienThong.Host.Persistence;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;

namespace LienThong.Host.Tests.Persistence;

/// <summary>
/// No SQL Server runs here, so every query that any test of this project lets EF compile for another database is translated for SQL Server too.
/// One that cannot be fails the test that ran it.
/// </summary>
internal sealed class SqlServerTranslation : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly MethodInfo Translator = typeof(SqlServerTranslation).GetMethod(nameof(TranslateTo), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Texts of the queries translated so far.</summary>
    public static ConcurrentDictionary<string, bool> Translated { get; } = new();

#pragma warning disable CA2255 // the tests of this assembly are meant to be watched from the first one on
    [ModuleInitializer]
    internal static void Watch() => DiagnosticListener.AllListeners.Subscribe(new SqlServerTranslation());
#pragma warning restore CA2255

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this, name => name == CoreEventId.QueryCompilationStarting.Name);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is QueryExpressionEventData { Context: { } context } compiled && !context.Database.IsSqlServer())
            Translate(compiled.Expression);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>Throws when SQL Server's provider cannot translate the query.</summary>
    public static void Translate(Expression query)
    {
        using var context = DesignTimeContexts.Create(DatabaseProvider.SqlServer);
        var rebound = new OntoModelOf(context).Visit(query);
        var element = rebound.Type.GetInterfaces().Append(rebound.Type).FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IQueryable<>));
        var result = element is null ? rebound.Type : typeof(IEnumerable<>).MakeGenericType(element.GetGenericArguments());
        try
        {
            Translator.MakeGenericMethod(result).Invoke(null, [context, rebound]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            throw new InvalidOperationException($"SQL Server's provider cannot translate {query}", inner);
        }

        // The printer names the tables; ToString does not.
        Translated[ExpressionPrinter.Print(query)] = true;
    }

    private static void TranslateTo<T>(DbContext context, Expression query) =>
        context.GetService<IQueryCompilationContextFactory>().Create(async: false).CreateQueryExecutor<T>(query);

    /// <summary>The tables of the query as SQL Server's model knows them.</summary>
    private sealed class OntoModelOf(DbContext context) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) =>
            node is EntityQueryRootExpression root
                ? new EntityQueryRootExpression(context.Model.FindEntityType(root.EntityType.Name) ?? throw new InvalidOperationException($"{root.EntityType.Name} is not in the model of SQL Server."))
                : base.VisitExtension(node);
    }
}

public sealed class SqlServerTranslationTests
{
    [Fact]
    public void A_query_that_sql_server_cannot_answer_is_refused()
    {
        using var context = DesignTimeContexts.Create(DatabaseProvider.Sqlite);
        var query = context.Set<LienThong.Activities.Work.WorkItem>().Where(item => Spelled(item.Title) == "a");

        Should.Throw<InvalidOperationException>(() => SqlServerTranslation.Translate(query.Expression)).Message.ShouldStartWith("SQL Server's provider cannot translate");
    }

    [Fact]
    public async Task Queries_that_tests_run_are_translated_on_the_way()
    {
        await using var app = await RunningAsync();
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        await clerk.GetAsync("/api/organisation/agencies");

        SqlServerTranslation.Translated.Keys.ShouldContain(query => query.Contains("Agency", StringComparison.Ordinal));
    }

    private static string Spelled(string text) => string.Join(' ', text.ToCharArray());

    private static async Task<RunningApp> RunningAsync()
    {
        var app = new LienThongApp();
        await app.InitializeAsync();
        return new RunningApp(app);
    }

    private sealed record RunningApp(LienThongApp App) : IAsyncDisposable
    {
        public Task<Caller> SignedInAsync(string userName) => App.SignedInAsync(userName);

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
