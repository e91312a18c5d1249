using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;

namespace LienThong.Activities.Work;

/// <summary>What a row of the inbox shows; relative times are put into words by the reader.</summary>
/// <param name="WorkItemId">What is decided.</param>
/// <param name="RowVersion">Of the work item.</param>
/// <param name="Kind">What is asked, as a code.</param>
/// <param name="Title">What is asked, as a verb.</param>
/// <param name="Round">2 and more: it came back.</param>
/// <param name="CreatedAt">Since when it waits.</param>
/// <param name="Offered">True when others may take it too.</param>
/// <param name="SentByAs">Unit and position of who passed it on; null when nobody did.</param>
/// <param name="DossierId">Where it belongs.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="IncomingNumber">Number of the incoming document; null when the dossier began without one.</param>
/// <param name="IncomingSymbol">Its symbol.</param>
/// <param name="Sender">Its sender.</param>
/// <param name="Urgency">Of the incoming document.</param>
/// <param name="DueOn">Of what is asked beside the procedure, else of the dossier, else what the sender asks for; null: no deadline.</param>
/// <param name="DeadlineState">Null: no deadline.</param>
public sealed record InboxRow(
    Guid WorkItemId, int RowVersion, string Kind, string Title, int Round, DateTimeOffset CreatedAt, bool Offered, string? SentByAs,
    Guid DossierId, string Subject, string? IncomingNumber, string? IncomingSymbol, string? Sender, Urgency? Urgency,
    DateOnly? DueOn, DeadlineStatus? DeadlineState);

/// <summary>Why something came back.</summary>
public sealed record LastReturn(string Reason, string? By, string? As, DateTimeOffset At);

/// <summary>A row of the inbox with the words for it.</summary>
/// <param name="Work">The row.</param>
/// <param name="Deadline">Null when nothing is left to wait for.</param>
/// <param name="DraftedBy">Who wrote the draft; null before there is one.</param>
/// <param name="LastReturn">Set when it came back.</param>
/// <param name="OnBehalfOf">Null for one's own work.</param>
public sealed record InboxItem(InboxRow Work, DeadlineWords? Deadline, string? DraftedBy, LastReturn? LastReturn, OnBehalfOf? OnBehalfOf);

/// <summary>One value of a column, and how many rows have it under the other filters.</summary>
public sealed record Facet(string Value, string Label, int Count);

/// <summary>For each column its values.</summary>
public sealed record InboxFacets(
    IReadOnlyList<Facet> Kind, IReadOnlyList<Facet> Deadline, IReadOnlyList<Facet> Urgency, IReadOnlyList<Facet> Sender, IReadOnlyList<Facet> SentBy,
    IReadOnlyList<Facet> Returned, IReadOnlyList<Facet> OnBehalf);

/// <summary>A page of the inbox.</summary>
/// <param name="Items">Its rows.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
/// <param name="Total">Rows under the filters.</param>
/// <param name="Waiting">All that waits.</param>
/// <param name="Facets">Values of the columns with their counts.</param>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, string? Next, int Total, int Waiting, InboxFacets Facets);

/// <summary>The counts of the home page.</summary>
public sealed record InboxSummary(int Waiting, int Overdue, int DueToday, int DueSoon, int Returned);
