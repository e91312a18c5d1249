using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Runtime;

/// <summary>What is kept of an instance, read from its row without the definition; of any version of the program. Belongs to the JSON it was read from.</summary>
internal sealed class KeptState
{
    public required int Bursts { get; init; }
    public required int NextExecution { get; init; }
    public required long NextJournalEntry { get; init; }
    public string? FlowchartMode { get; init; }
    public string? ParentWait { get; init; }
    public int Nesting { get; init; }
    public int InARow { get; init; }
    public JsonElement? Input { get; init; }
    public JsonElement? Output { get; init; }
    public JsonElement? FinalVariables { get; init; }
    public required IReadOnlyList<KeptExecution> Executions { get; init; }
    public required IReadOnlyList<KeptWait> Bookmarks { get; init; }
    public JsonElement? Incidents { get; init; }

    /// <summary>By node id.</summary>
    public required IReadOnlyList<KeyValuePair<string, JsonElement>> Outputs { get; init; }

    /// <summary>How often activities were started, by id; without those that stand or left outputs and were started once.</summary>
    public JsonElement? Starts { get; init; }

    public KeptWayBack? WayBack { get; init; }

    /// <param name="json">The whole, which a way back points into.</param>
    /// <param name="root">The same, parsed.</param>
    public static KeptState Of(ReadOnlySpan<byte> json, JsonElement root)
    {
        var keys = StateKeys.Of(root);
        return new KeptState
        {
            Bursts = root.GetProperty(keys.Bursts).GetInt32(),
            NextExecution = root.GetProperty(keys.NextExecution).GetInt32(),
            NextJournalEntry = root.GetProperty(keys.NextJournalEntry).GetInt64(),
            FlowchartMode = Text(root, keys.FlowchartMode),
            ParentWait = Text(root, keys.ParentWait),
            Nesting = Number(root, keys.Nesting) ?? 0,
            InARow = Number(root, keys.InARow) ?? 0,
            Input = Part(root, keys.Input),
            Output = Part(root, keys.Output),
            FinalVariables = Part(root, keys.FinalVariables),
            Executions = ExecutionsOf(root, keys),
            Bookmarks = Part(root, keys.Bookmarks) is { } bookmarks ? [.. bookmarks.EnumerateArray().Select(b => KeptWait.Of(b, keys))] : [],
            Incidents = Part(root, keys.Incidents),
            Outputs = Part(root, keys.Outputs) is { } outputs ? OutputsOf(outputs, keys) : [],
            Starts = Part(root, keys.Starts),
            WayBack = Part(root, keys.WayBack) is { } way ? KeptWayBack.Of(json, way, keys) : null,
        };
    }

    /// <summary>With long names and nothing left out, for people and programs that look at it.</summary>
    public static JsonElement View(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.SerializeToElement(Of(json.Span, document.RootElement).ToView());
    }

    private static List<KeptExecution> ExecutionsOf(JsonElement root, StateKeys keys)
    {
        var executions = new List<KeptExecution>();
        var nodeIds = new Dictionary<int, string>();
        foreach (var json in root.GetProperty(keys.Executions).EnumerateArray())
        {
            var (number, activity, parent) = (json.GetProperty(keys.Number).GetInt32(), json.GetProperty(keys.Activity).GetString()!, Number(json, keys.Parent));
            // Within its parent, mostly.
            if (activity.StartsWith(':') && parent is { } holder)
                activity = nodeIds[holder] + activity;
            nodeIds[number] = activity;
            executions.Add(new KeptExecution(
                number, activity, parent, Text(json, keys.Status) is { } status ? Enum.Parse<ActivityStatus>(status) : ActivityStatus.Running, Text(json, keys.Tag),
                json.TryGetProperty(keys.Breaking, out _), Part(json, keys.Variables), Part(json, keys.State)));
        }

        return executions;
    }

    private static List<KeyValuePair<string, JsonElement>> OutputsOf(JsonElement json, StateKeys keys)
    {
        if (keys.IsOld)
            return [.. json.EnumerateObject().Select(activity => KeyValuePair.Create(activity.Name, activity.Value))];
        return
        [
            .. json.EnumerateObject().SelectMany(container => container.Value.EnumerateObject().Select(activity =>
                KeyValuePair.Create(container.Name.Length == 0 ? activity.Name : $"{container.Name}:{activity.Name}", activity.Value))),
        ];
    }

    private JsonObject ToView() => Without(new JsonObject
    {
        ["bursts"] = Bursts,
        ["nextExecution"] = NextExecution,
        ["nextJournalEntry"] = NextJournalEntry,
        ["flowchartMode"] = FlowchartMode,
        ["parentWait"] = ParentWait,
        ["input"] = Node(Input),
        ["output"] = Node(Output),
        ["finalVariables"] = Node(FinalVariables),
        ["executions"] = new JsonArray([.. Executions.Select(e => e.ToView())]),
        ["bookmarks"] = Bookmarks.Count == 0 ? null : new JsonArray([.. Bookmarks.Select(b => b.ToView())]),
        ["incidents"] = Node(Incidents),
        ["outputs"] = Outputs.Count == 0 ? null : new JsonObject(Outputs.Select(o => KeyValuePair.Create(o.Key, Node(o.Value)))),
        ["wayBack"] = WayBack is { } way ? new JsonObject { ["bookmark"] = way.BookmarkId } : null,
    });

    internal static JsonObject Without(JsonObject view)
    {
        foreach (var missing in view.Where(p => p.Value is null).Select(p => p.Key).ToList())
            view.Remove(missing);
        return view;
    }

    internal static JsonNode? Node(JsonElement? json) => json is { } element ? JsonSerializer.SerializeToNode(element) : null;

    internal static JsonElement? Part(JsonElement json, string key) => json.TryGetProperty(key, out var part) ? part : null;

    internal static string? Text(JsonElement json, string key) => json.TryGetProperty(key, out var text) ? text.GetString() : null;

    internal static int? Number(JsonElement json, string key) => json.TryGetProperty(key, out var number) ? number.GetInt32() : null;
}

/// <summary>An execution that has not ended.</summary>
internal sealed record KeptExecution(int Number, string NodeId, int? Parent, ActivityStatus Status, string? Tag, bool IsBreaking, JsonElement? Variables, JsonElement? State)
{
    public JsonObject ToView() => KeptState.Without(new JsonObject
    {
        ["n"] = Number,
        ["activity"] = NodeId,
        ["parent"] = Parent,
        ["status"] = Status == ActivityStatus.Running ? null : Status.ToString(),
        ["tag"] = Tag,
        ["breaking"] = IsBreaking ? true : null,
        ["variables"] = KeptState.Node(Variables),
        ["state"] = KeptState.Node(State),
    });
}

/// <summary>A bookmark.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Payload">What it is matched by, with the name.</param>
/// <param name="Details">What it is not matched by.</param>
/// <param name="ActivityId">Null: that of the execution.</param>
/// <param name="Execution">The one that waits.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="DueAt">When the clock ends it.</param>
/// <param name="Stays">A resume does not burn it.</param>
/// <param name="IsOfItsExecution">Only who means this execution resumes it; null where only the hash of an earlier version says it.</param>
/// <param name="OldHash">Of an earlier version.</param>
internal sealed record KeptWait(
    string Id, string Name, JsonElement? Payload, JsonElement? Details, string? ActivityId, int Execution, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, bool Stays, bool? IsOfItsExecution,
    string? OldHash)
{
    public static KeptWait Of(JsonElement json, StateKeys keys) => new(
        json.GetProperty(keys.Id).GetString()!, json.GetProperty(keys.Name).GetString()!, KeptState.Part(json, keys.Payload), KeptState.Part(json, keys.Details), KeptState.Text(json, keys.OfActivity),
        json.GetProperty(keys.Execution).GetInt32(), At(json.GetProperty(keys.CreatedAt)), KeptState.Part(json, keys.DueAt) is { } due ? At(due) : null, json.TryGetProperty(keys.Stays, out _),
        keys.IsOld ? null : json.TryGetProperty(StateKeys.OnlyItsExecution, out _), keys.IsOld ? KeptState.Text(json, "hash") : null);

    public JsonObject ToView() => KeptState.Without(new JsonObject
    {
        ["id"] = Id,
        ["name"] = Name,
        ["payload"] = KeptState.Node(Payload),
        ["details"] = KeptState.Node(Details),
        ["activity"] = ActivityId,
        ["execution"] = Execution,
        ["createdAt"] = CreatedAt,
        ["dueAt"] = DueAt,
        ["stays"] = Stays ? true : null,
    });

    // Ticks in UTC; a text in earlier versions.
    private static DateTimeOffset At(JsonElement json) => json.ValueKind == JsonValueKind.Number ? new DateTimeOffset(json.GetInt64(), TimeSpan.Zero) : json.GetDateTimeOffset();
}

/// <summary>How the last resume can be taken back.</summary>
internal sealed record KeptWayBack(string BookmarkId, byte[] Before, JsonElement? Facts, IReadOnlyDictionary<int, string[]?> MovedByClock)
{
    public static KeptWayBack Of(ReadOnlySpan<byte> json, JsonElement way, StateKeys keys)
    {
        var before = way.GetProperty(keys.Before);
        return new KeptWayBack(
            way.GetProperty(keys.OfBookmark).GetString()!,
            before.ValueKind == JsonValueKind.Array ? Pieces.Read(json, before) : JsonMarshal.GetRawUtf8Value(before).ToArray(),
            KeptState.Part(way, keys.Facts),
            KeptState.Part(way, keys.MovedByClock) is { } moved
                ? moved.EnumerateObject().ToDictionary(e => int.Parse(e.Name, CultureInfo.InvariantCulture), e => e.Value.Deserialize<string[]>())
                : new Dictionary<int, string[]?>());
    }
}

/// <summary>Names in a kept state: of every suspended instance they are in the database, so that they are short; earlier versions wrote them out.</summary>
internal sealed record StateKeys
{
    /// <summary>Of a wait that only its own execution is meant by.</summary>
    public const string OnlyItsExecution = "z";

    public static readonly StateKeys Now = new();

    private static readonly StateKeys Old = new()
    {
        IsOld = true,
        Bursts = "bursts",
        NextExecution = "nextExecution",
        NextJournalEntry = "nextJournalEntry",
        FlowchartMode = "flowchartMode",
        ParentWait = "parentWait",
        Nesting = "nesting",
        InARow = "inARow",
        Input = "input",
        Output = "output",
        FinalVariables = "finalVariables",
        Executions = "executions",
        Bookmarks = "bookmarks",
        Incidents = "incidents",
        Outputs = "outputs",
        Starts = "starts",
        WayBack = "wayBack",
        Activity = "activity",
        Parent = "parent",
        Status = "status",
        Tag = "tag",
        Breaking = "breaking",
        Variables = "variables",
        State = "state",
        Name = "name",
        Payload = "payload",
        Details = "details",
        OfActivity = "activity",
        Execution = "execution",
        CreatedAt = "createdAt",
        DueAt = "dueAt",
        Stays = "stays",
        OfBookmark = "bookmark",
        Before = "before",
        Facts = "facts",
        MovedByClock = "movedByClock",
    };

    public bool IsOld { get; private init; }

    public string Bursts { get; private init; } = "b";
    public string NextExecution { get; private init; } = "x";
    public string NextJournalEntry { get; private init; } = "j";
    public string FlowchartMode { get; private init; } = "m";
    public string ParentWait { get; private init; } = "pw";
    public string Nesting { get; private init; } = "n";
    public string InARow { get; private init; } = "r";
    public string Input { get; private init; } = "i";
    public string Output { get; private init; } = "o";
    public string FinalVariables { get; private init; } = "f";
    public string Executions { get; private init; } = "e";
    public string Bookmarks { get; private init; } = "w";
    public string Incidents { get; private init; } = "q";
    public string Outputs { get; private init; } = "u";
    public string Starts { get; private init; } = "s";
    public string WayBack { get; private init; } = "y";

    // Of an execution.
    public string Number { get; private init; } = "n";
    public string Activity { get; private init; } = "a";
    public string Parent { get; private init; } = "p";
    public string Status { get; private init; } = "t";
    public string Tag { get; private init; } = "g";
    public string Breaking { get; private init; } = "k";
    public string Variables { get; private init; } = "v";
    public string State { get; private init; } = "s";

    // Of a wait.
    public string Id { get; private init; } = "id";
    public string Name { get; private init; } = "n";
    public string Payload { get; private init; } = "p";
    public string Details { get; private init; } = "d";
    public string OfActivity { get; private init; } = "a";
    public string Execution { get; private init; } = "x";
    public string CreatedAt { get; private init; } = "c";
    public string DueAt { get; private init; } = "t";
    public string Stays { get; private init; } = "k";

    // Of a way back.
    public string OfBookmark { get; private init; } = "w";
    public string Before { get; private init; } = "b";
    public string Facts { get; private init; } = "f";
    public string MovedByClock { get; private init; } = "m";

    public static StateKeys Of(JsonElement root) => root.TryGetProperty(Old.Bursts, out _) ? Old : Now;
}
