using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using LienThong.Activities.Commands;
using LienThong.Host.Auth;
using LienThong.Host.ElsaApi;

namespace LienThong.Host.Api;

/// <summary>All routes of the API, one file per noun.</summary>
internal static class ApiRoutes
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            // Strict: a mistyped or missing field is an answer, not a silent default.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RefuseNullElements } };
            json.SerializerOptions.Converters.Add(new WholeText());
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        builder.Services.AddSingleton<CommandRunner>().AddSingleton<Reading>().AddSingleton<UploadTokens>().AddSingleton<ElsaCatalog>();
        builder.AddApiDescription();
    }

    // The annotations say that no element may be null; the serializer does not look inside lists.
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        type.OnDeserialized = read =>
        {
            foreach (var property in type.Properties)
            {
                if (property.Get?.Invoke(read) is IEnumerable list and not string && list.Cast<object?>().Contains(null))
                    throw new JsonException($"«{property.Name}»");
            }
        };
    }

    /// <summary>The request is for the API.</summary>
    /// <remarks>Routing finds /API/inbox too: whoever asks by the address must mind capitals as little as it does, or what protects the API is got around.</remarks>
    public static bool Hold(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The request is for the API, in our own addresses or in Elsa's.</summary>
    public static bool HoldEither(HttpRequest request) => Hold(request) || ElsaRoutes.Hold(request);

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnyone().ExcludeFromDescription();

        var api = app.MapGroup("/api");
        api.MapSession();
        api.MapOrganisation();
        api.MapRenaming();
        api.MapRoles();
        api.MapAccounts();
        api.MapAccount();
        api.MapProfile();
        api.MapDocumentTypes();
        api.MapRegisters();
        api.MapUploads();
        api.MapIncomingDocuments();
        api.MapOutgoingDocuments();
        api.MapDocuments();
        api.MapComparison();
        api.MapInbox();
        api.MapViews();
        api.MapSearch();
        api.MapWorkItems();
        api.MapHandOver();
        api.MapDrafting();
        api.MapDelegations();
        api.MapPeople();
        api.MapDossiers();
        api.MapRelations();
        api.MapPhrases();
        api.MapTemplates();
        api.MapDispatches();
        api.MapStatistics();
        api.MapNotifications();
        api.MapLive();
        api.MapCalendar();
        api.MapDefinitions();
        api.MapVersions();
        api.MapDefinitionFiles();
        api.MapInstances();
        api.MapMigrations();
        api.MapAlterations();
        api.MapBatches();
        api.MapInstanceRecords();
        api.MapExecutions();
        api.MapLinks();
        api.MapOutside();
        api.MapAudit();
    }
}
